import { Button } from '@patternfly/react-core';
import type { RefObject } from 'react';
import { WorkspaceIcon } from '../components/WorkspaceIcon';
import { useNow } from '../hooks/useNow';
import { duration } from '../lib/format';
import { isMachine, progressText } from '../lib/wording';
import { navigate } from '../router';
import type { Session } from '../types';
import { LaunchSteps, Station } from './LaunchSteps';

interface Props { session: Session; clockOffset: RefObject<number>; onEnd: () => void }

export function LaunchPanel({ session, clockOffset, onEnd }: Props) {
  const elapsed = useNow() + clockOffset.current - Date.parse(session.createdAt);
  const running = session.state === 'running';
  return (
    <div className="berth-overlay">
      <div className="berth-panel">
        <div className="berth-panel-head">
          <WorkspaceIcon icon={session.workspaceIcon} />
          <div>
            <h1>{session.workspaceName}</h1>
            <p className="berth-subtle" role="status">{running ? (isMachine(session) ? 'Connecting to the machine' : 'Connecting') : progressText(session)}</p>
          </div>
        </div>
        {isMachine(session) ? <div className="berth-connecting"><Station state="present" percent={null} /></div> : <LaunchSteps session={session} />}
        <p className="berth-subtle berth-panel-note">
          {running ? (isMachine(session) ? 'Its picture is on the way.' : 'The desktop runs; its picture is on the way.') : `${duration(elapsed)} so far`}
          {session.progress?.detail && ` · ${session.progress.detail}`}
        </p>
        <div className="berth-panel-actions">
          <Button variant="secondary" onClick={() => navigate('/')} data-testid="leave-session">{isMachine(session) ? 'Back to my desktops' : 'Back, keep launching'}</Button>
          <Button variant="link" isDanger onClick={onEnd} data-testid="end-session">Cancel</Button>
        </div>
      </div>
    </div>
  );
}
