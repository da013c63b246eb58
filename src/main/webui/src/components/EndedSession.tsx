import { Button } from '@patternfly/react-core';
import { useNow } from '../hooks/useNow';
import { ago } from '../lib/format';
import { endingOf } from '../lib/wording';
import type { Session } from '../types';

export function EndedSession({ session, onLaunch }: { session: Session; onLaunch: () => void }) {
  const now = useNow(10_000);
  return (
    <li>
      <span><strong>{session.workspaceName}</strong> <span className="berth-subtle">{endingOf(session.endReason).short}, {ago(session.endedAt, now)}</span></span>
      <Button variant="link" isInline onClick={onLaunch} aria-label={`Launch ${session.workspaceName} again`}>Launch again</Button>
    </li>
  );
}
