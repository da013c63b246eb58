import { ExpandableSection, Title } from '@patternfly/react-core';
import { useState } from 'react';
import { api } from '../api';
import { useAction } from '../hooks/useAction';
import { changeSession } from '../lib/sessionActions';
import { endingWarning, isLive } from '../lib/wording';
import { navigate } from '../router';
import type { Session } from '../types';
import { ConfirmModal } from './ConfirmModal';
import { EndedSession } from './EndedSession';
import { LiveSession } from './LiveSession';
import { ProblemAlert } from './ProblemAlert';

interface Props {
  sessions: Session[];
  onLaunch: (workspaceId: string) => void;
  onChange: () => Promise<void>;
}

export function MySessions({ sessions, onLaunch, onChange }: Props) {
  const [ending, setEnding] = useState<Session | null>(null);
  const { problem, run, clear } = useAction();
  // A session that goes on is what a person wants to see; one that rests stays in the list.
  const change = (session: Session, action: 'resume' | 'pause' | 'stop') => run(async () => {
    await changeSession(session.id, action);
    if (action === 'resume') navigate(`/sessions/${session.id}`);
    else await onChange();
  });
  const live = sessions.filter(isLive);
  const ended = sessions.filter(session => !isLive(session));
  return (
    <>
      {live.length > 0 && (
        <section aria-labelledby="my-sessions" className="berth-gap-below">
          <Title headingLevel="h2" size="lg" id="my-sessions">My sessions</Title>
          <ProblemAlert problem={problem} onClose={clear} />
          <ul className="berth-strip">{live.map(session => <LiveSession key={session.id} session={session} onEnd={() => setEnding(session)} onRest={action => change(session, action)} />)}</ul>
        </section>
      )}
      {ended.length > 0 && (
        <ExpandableSection toggleText={`Recently ended (${ended.length})`} className="berth-gap-below">
          <ul className="berth-ended">{ended.map(session => <EndedSession key={session.id} session={session} onLaunch={() => onLaunch(session.workspaceId)} />)}</ul>
        </ExpandableSection>
      )}
      {ending && (
        <ConfirmModal title={`End ${ending.workspaceName}?`} confirm="End session" testId="end-session-confirm" onClose={() => setEnding(null)} onConfirm={async () => {
          await api.delete(`/sessions/${ending.id}`);
          await onChange();
        }}>
          {endingWarning(ending)}
        </ConfirmModal>
      )}
    </>
  );
}
