import { Button } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { WorkspaceIcon } from '../components/WorkspaceIcon';
import { timeLeft, warningFor } from '../lib/countdown';
import { ago, duration, moment } from '../lib/format';
import { endingOf, isLive, progressText } from '../lib/wording';
import type { Session } from '../types';

/** `now` is the time of the server. */
export function SessionRow({ session, now, onEnd }: { session: Session; now: number; onEnd: () => void }) {
  const live = isLive(session);
  const left = live ? timeLeft(session, 0, now) : null;
  return (
    <Tr>
      <Td dataLabel="Workspace"><span className="berth-cell"><WorkspaceIcon icon={session.workspaceIcon} size={32} /><span>{session.workspaceName}</span></span></Td>
      <Td dataLabel="User">{session.userName}</Td>
      <Td dataLabel="State">
        <span title={session.endDetail ?? undefined}>
          <span className="berth-dot" data-state={session.state} /> {progressText(session)}
          {!live && <span className="berth-subtle">, {endingOf(session.endReason).short}</span>}
        </span>
      </Td>
      <Td dataLabel="Node">{session.node ?? 'none yet'}</Td>
      <Td dataLabel="Started"><span title={moment(session.createdAt)}>{ago(session.createdAt, now)}</span></Td>
      <Td dataLabel="Time left"><span className={warningFor(left) === 'none' ? undefined : 'berth-urgent'}>{left !== null ? duration(left) : live ? 'no limit' : ''}</span></Td>
      <Td isActionCell>
        {live && <Button size="sm" variant="secondary" isDanger isDisabled={session.state === 'ending'} onClick={onEnd} aria-label={`End ${session.workspaceName} of ${session.userName}`}>End</Button>}
      </Td>
    </Tr>
  );
}
