import { Alert, Spinner } from '@patternfly/react-core';
import { ProblemAlert } from '../components/ProblemAlert';
import type { Problem } from '../problem';
import type { RemoteProtocol } from '../types';
import { adviceFor, millis, stationName, stations } from './test';
import type { TestResult } from './types';

interface Props { protocol: RemoteProtocol; busy: boolean; result: TestResult | undefined; problem: Problem | null }

/** The way to a picture as a line of stations: how far it went, and what to do where it ended. */
export function TestTrack({ protocol, busy, result, problem }: Props) {
  const failed = result?.steps.find(step => !step.ok);
  return (
    <div data-testid="test-track" data-ok={result?.ok} aria-busy={busy}>
      <ProblemAlert problem={problem} />
      {problem?.errors.map(error => <Alert key={error.field} variant="danger" isInline isPlain title={error.message} />)}
      <div role="status">
        {busy && <p><Spinner size="md" aria-hidden="true" /> Connecting as a session would. A machine that does not answer takes a while.</p>}
        {result?.ok && <Alert variant="success" isInline isPlain title={`It works: a session would start${result.proxy ? ` through ${result.proxy}` : ''}.`} />}
        {failed && <Alert variant="danger" isInline title={failed.detail}>{adviceFor(failed.name, protocol)}{result?.proxy && <span className="berth-subtle"> Tried from {result.proxy}.</span>}</Alert>}
      </div>
      {!problem && (
        <ol className="berth-track" aria-label="Steps of the test">
          {stations(result).map(({ name, step }) => (
            <li key={name} data-state={step ? (step.ok ? 'passed' : 'failed') : busy ? 'open' : 'skipped'}>
              <strong>{stationName(name)}</strong>
              {step ? <><span className="berth-subtle">{step.ok ? 'passed' : 'failed'} after {millis(step.millis)}</span><span className="berth-track-text">{step.detail}</span></> : !busy && <span className="berth-subtle">not reached</span>}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
