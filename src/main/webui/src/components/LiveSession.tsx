import { Button } from '@patternfly/react-core';
import { useRef } from 'react';
import { RowMenu } from '../admin/RowMenu';
import { useNow } from '../hooks/useNow';
import { clockOffset, timeLeft, warningFor } from '../lib/countdown';
import { ago, duration } from '../lib/format';
import { restActions } from '../lib/sessionActions';
import { progressText } from '../lib/wording';
import { navigate } from '../router';
import type { Session } from '../types';
import { ProtocolMark } from '../servers/ProtocolMark';
import { WorkspaceIcon } from './WorkspaceIcon';

export function LiveSession({ session, onEnd, onRest }: { session: Session; onEnd: () => void; onRest: (action: 'resume' | 'pause' | 'stop') => void }) {
  const now = useNow();
  const offset = useRef({ serverTime: '', value: 0 });
  if (offset.current.serverTime !== session.serverTime) {
    offset.current = { serverTime: session.serverTime, value: clockOffset(session.serverTime, Date.now()) };
  }
  const left = timeLeft(session, offset.current.value, now);
  const percent = session.state === 'running' ? 100 : session.progress?.percent;
  const others = restActions(session).filter(({ action }) => action !== 'resume');
  return (
    <li className="berth-session">
      <WorkspaceIcon icon={session.workspaceIcon} size={40} />
      <div className="berth-session-text">
        <strong>{session.workspaceName}</strong>
        <span className="berth-subtle"><span className="berth-dot" data-state={session.state} /> {progressText(session)}{session.remote && <> <ProtocolMark protocol={session.remote} /></>}</span>
        <span className={warningFor(left) === 'none' ? 'berth-subtle' : 'berth-urgent'}>
          {left === null ? `Started ${ago(session.createdAt, now + offset.current.value)}` : `${duration(left)} left`}
        </span>
        {session.stateDetail && <span className="berth-subtle">{session.stateDetail}</span>}
        {session.state !== 'running' && percent != null && <progress max={100} value={percent} aria-label={progressText(session)} />}
      </div>
      <div className="berth-session-actions">
        {session.actions.includes('resume')
          ? <Button size="sm" onClick={() => onRest('resume')} aria-label={`Resume ${session.workspaceName}`}>Resume</Button>
          : <Button size="sm" onClick={() => navigate(`/sessions/${session.id}`)} aria-label={`Open ${session.workspaceName}`}>Open</Button>}
        <Button size="sm" variant="secondary" isDanger onClick={onEnd} isDisabled={session.state === 'ending'} aria-label={`End ${session.workspaceName}`}>End</Button>
        {others.length > 0 && <RowMenu name={session.workspaceName} actions={others.map(({ action, help }) => ({ title: help, onClick: () => onRest(action) }))} />}
      </div>
    </li>
  );
}
