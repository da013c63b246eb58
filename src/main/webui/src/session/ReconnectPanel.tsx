import { Button } from '@patternfly/react-core';
import { useNow } from '../hooks/useNow';
import { navigate } from '../router';
import { Panel } from './Panel';

/** The desktop goes on running meanwhile, so this stays calm. */
export function ReconnectPanel({ retryAt, what, onRetry, onEnd }: { what: string; retryAt: number | null; onRetry: () => void; onEnd: () => void }) {
  const now = useNow(250);
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1000);
  return (
    <Panel veil title="Connection lost" actions={<>
      <Button onClick={onRetry} isLoading={retryAt === null} isDisabled={retryAt === null}>{retryAt === null ? 'Trying' : 'Try now'}</Button>
      <Button variant="secondary" onClick={() => navigate('/')} data-testid="leave-session">Back to my desktops</Button>
      <Button variant="link" isDanger onClick={onEnd} data-testid="end-session">End session</Button>
    </>}>
      <p>{seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again now.'} {what} keeps running.</p>
    </Panel>
  );
}
