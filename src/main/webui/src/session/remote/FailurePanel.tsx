import { Button, ExpandableSection } from '@patternfly/react-core';
import { WorkspaceIcon } from '../../components/WorkspaceIcon';
import { useNow } from '../../hooks/useNow';
import { navigate } from '../../router';
import type { Session } from '../../types';
import type { Failure } from '../patience';
import { Panel } from '../Panel';
import type { StreamStatus } from '../streamLink';

interface Props { failure: Failure; status: StreamStatus; session: Session; onRetry: () => void; onEnd: () => void }

/** What went wrong with the machine, what to do, and whether anything happens by itself. */
export default function FailurePanel({ failure, status, session, onRetry, onEnd }: Props) {
  const now = useNow(250);
  const trying = status.phase !== 'failed' && status.retryAt === null;
  const seconds = status.retryAt === null ? 0 : Math.ceil((status.retryAt - now) / 1000);
  const next = trying || status.phase === 'failed' ? null : `Trying again by itself in ${Math.max(1, seconds)} s.`;
  return (
    <Panel veil={status.painted} alert title={failure.title} icon={<WorkspaceIcon icon={session.workspaceIcon} />} actions={<>
      <Button onClick={onRetry} isLoading={trying} isDisabled={trying} data-testid="retry-stream">{trying ? 'Connecting' : status.phase === 'failed' ? 'Connect again' : 'Try now'}</Button>
      <Button variant="secondary" onClick={() => navigate('/')} data-testid="leave-session">Back to my desktops</Button>
      <Button variant="link" isDanger onClick={onEnd} data-testid="end-session">End session</Button>
    </>}>
      <p><strong>{session.workspaceName}</strong>: {failure.text}</p>
      {failure.advice && <p>{failure.advice}</p>}
      <p className="berth-subtle" data-testid="failure-next" aria-live="off">{next ?? (trying ? 'Connecting.' : 'Nothing more happens by itself.')}</p>
      <ExpandableSection toggleText="Details for the administrator" isIndented>
        <dl className="berth-facts">
          <dt>Session</dt><dd>{session.id}</dd>
          {session.server && <><dt>Server</dt><dd>{session.server}</dd></>}
          <dt>Protocol</dt><dd>{session.remote ?? session.protocol}</dd>
          <dt>Connection proxy</dt><dd>{session.node ?? 'none yet'}</dd>
          {failure.said && <><dt>Reported</dt><dd>{failure.said}</dd></>}
        </dl>
      </ExpandableSection>
    </Panel>
  );
}
