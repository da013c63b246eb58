import { Button } from '@patternfly/react-core';
import { ProblemAlert } from '../components/ProblemAlert';
import { WorkspaceIcon } from '../components/WorkspaceIcon';
import { useAction } from '../hooks/useAction';
import { changeSession } from '../lib/sessionActions';
import { navigate } from '../router';
import type { Session, SessionState } from '../types';
import { Panel } from './Panel';

const WORDS: Partial<Record<SessionState, { title: string; text: string }>> = {
  pausing: { title: 'is being paused', text: 'Its programs are being frozen where they are.' },
  paused: { title: 'is paused', text: 'Its programs wait where they were and go on at once when you resume.' },
  stopping: { title: 'is being stopped', text: 'Its programs are closing. Its files are kept.' },
  stopped: { title: 'is stopped', text: 'Its files are kept. Its programs start anew when you resume.' },
  resuming: { title: 'is being resumed', text: 'The desktop comes back in a moment.' },
};

/** The session is kept and shows nothing: why, and the way back. */
export function RestPanel({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const words = WORDS[session.state];
  const resting = session.actions.includes('resume');
  const { busy, problem, run } = useAction();
  return (
    <Panel title={`${session.workspaceName} ${words?.title ?? ''}`} icon={<WorkspaceIcon icon={session.workspaceIcon} />} actions={<>
      {resting && <Button onClick={() => run(() => changeSession(session.id, 'resume'))} isLoading={busy} isDisabled={busy} data-testid="resume-session">Resume</Button>}
      <Button variant="secondary" onClick={() => navigate('/')} data-testid="leave-session">Back to my desktops</Button>
      <Button variant="link" isDanger onClick={onEnd} data-testid="end-session">End session</Button>
    </>}>
      <ProblemAlert problem={problem} />
      <p>{words?.text}</p>
      {session.stateDetail && <p className="berth-detail">{session.stateDetail}</p>}
    </Panel>
  );
}
