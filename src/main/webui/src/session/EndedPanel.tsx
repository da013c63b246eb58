import { Button, ExpandableSection } from '@patternfly/react-core';
import { WorkspaceIcon } from '../components/WorkspaceIcon';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { moment } from '../lib/format';
import { endingOf, isMachine } from '../lib/wording';
import { navigate } from '../router';
import type { Session } from '../types';
import { launch } from './launch';
import { Panel } from './Panel';

export function EndedPanel({ session }: { session: Session }) {
  const ending = endingOf(session.endReason, isMachine(session));
  const failed = session.endReason === 'launch-failed';
  const { busy, problem, run } = useAction();
  const again = () => run(() => launch(session.workspaceId, { replace: true }));
  return (
    <Panel
      alert title={ending.title} icon={<WorkspaceIcon icon={session.workspaceIcon} />}
      actions={<>
        <Button onClick={again} isLoading={busy} isDisabled={busy} data-testid="launch-again">{failed ? 'Try again' : isMachine(session) ? 'Connect again' : 'Start a fresh one'}</Button>
        <Button variant="secondary" onClick={() => navigate('/')} data-testid="leave-session">Back to my desktops</Button>
      </>}
    >
      <ProblemAlert problem={problem} />
      <p><strong>{session.workspaceName}</strong>: {ending.text}</p>
      {session.endDetail && <p className="berth-detail">{session.endDetail}</p>}
      <ExpandableSection toggleText="Details for the administrator" isIndented>
        <dl className="berth-facts">
          <dt>Session</dt><dd>{session.id}</dd>
          <dt>Reason</dt><dd>{session.endReason ?? 'none recorded'}</dd>
          <dt>Node</dt><dd>{session.node ?? 'none yet'}</dd>
          <dt>Requested</dt><dd>{moment(session.createdAt)}</dd>
          <dt>Ended</dt><dd>{moment(session.endedAt)}</dd>
        </dl>
      </ExpandableSection>
    </Panel>
  );
}
