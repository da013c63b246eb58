import { Button } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { WorkspaceIcon } from '../components/WorkspaceIcon';
import { timeLeft, warningFor } from '../lib/countdown';
import { ago, duration, moment } from '../lib/format';
import { endingOf, isLive, progressText } from '../lib/wording';
import { restActions } from '../lib/sessionActions';
import { ProtocolMark } from '../servers/ProtocolMark';
import type { Session } from '../types';
import { RowMenu } from './RowMenu';

interface Props {
  session: Session;
  /** The time of the server. */
  now: number;
  onEnd: () => void;
  /** Undefined where the server can not tell. */
  onWhy?: () => void;
  onRest: (action: 'resume' | 'pause' | 'stop') => void;
}

export function SessionRow({ session, now, onEnd, onRest, onWhy }: Props) {
  const live = isLive(session);
  const rest = restActions(session);
  const left = live ? timeLeft(session, 0, now) : null;
  return (
    <Tr>
      <Td dataLabel="Workspace"><span className="berth-cell"><WorkspaceIcon icon={session.workspaceIcon} size={32} /><span>{session.workspaceName}{session.remote && <span className="berth-subtle berth-speaks"><ProtocolMark protocol={session.remote} /> {session.server ?? 'deleted server'}</span>}</span></span></Td>
      <Td dataLabel="User">{session.userName}</Td>
      <Td dataLabel="State">
        <span title={session.endDetail ?? session.stateDetail ?? undefined}>
          <span className="berth-dot" data-state={session.state} /> {progressText(session)}
          {!live && <span className="berth-subtle">, {endingOf(session.endReason).short}</span>}
        </span>
      </Td>
      <Td dataLabel="Node">
        {session.node ?? 'none yet'}
        {onWhy && <> <Button variant="link" isInline size="sm" onClick={onWhy} aria-label={`Why ${session.workspaceName} of ${session.userName} runs here`} className="berth-why">{session.node ? 'why here?' : 'why not?'}</Button></>}
      </Td>
      <Td dataLabel="Started"><span title={moment(session.createdAt)}>{ago(session.createdAt, now)}</span></Td>
      <Td dataLabel="Time left"><span className={warningFor(left) === 'none' ? undefined : 'berth-urgent'}>{left !== null ? duration(left) : live ? 'no limit' : ''}</span></Td>
      <Td isActionCell>
        {live && (
          <span className="berth-cell">
            <Button size="sm" variant="secondary" isDanger isDisabled={session.state === 'ending'} onClick={onEnd} aria-label={`End ${session.workspaceName} of ${session.userName}`}>End</Button>
            {rest.length > 0 && <RowMenu name={`${session.workspaceName} of ${session.userName}`} actions={rest.map(({ action, title }) => ({ title, onClick: () => onRest(action) }))} />}
          </span>
        )}
      </Td>
    </Tr>
  );
}
