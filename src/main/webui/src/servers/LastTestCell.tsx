import { Button } from '@patternfly/react-core';
import { ago } from '../lib/format';
import { useNow } from '../hooks/useNow';
import { useStore } from '../store';
import { lastTests, stationName } from './test';
import type { Server } from './types';

/** What the last test said, or the offer to make one. */
export function LastTestCell({ server, onTest }: { server: Server; onTest: () => void }) {
  const last = useStore(lastTests)[server.id];
  const now = useNow(10_000);
  if (!last) return <Button variant="link" isInline className="berth-why" onClick={onTest} aria-label={`Test the connection to ${server.name}`}>Test now</Button>;
  const failed = last.result.steps.find(step => !step.ok);
  const text = last.result.ok ? 'works' : `failed: ${stationName(failed?.name ?? '').toLowerCase()}`;
  return (
    <Button variant="link" isInline onClick={onTest} title={failed?.detail} aria-label={`${server.name} ${text}. Test again`}>
      <span className="berth-dot" data-state={last.result.ok ? 'ready' : 'missing'} /> {text}, {ago(new Date(last.at).toISOString(), Math.max(now, last.at))}
    </Button>
  );
}
