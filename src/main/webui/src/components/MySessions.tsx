import { ExpandableSection, Title } from '@patternfly/react-core';
import { useState } from 'react';
import { api } from '../api';
import { isLive } from '../lib/wording';
import type { Session } from '../types';
import { ConfirmModal } from './ConfirmModal';
import { EndedSession } from './EndedSession';
import { LiveSession } from './LiveSession';

interface Props {
  sessions: Session[];
  onLaunch: (workspaceId: string) => void;
  onChange: () => Promise<void>;
}

export function MySessions({ sessions, onLaunch, onChange }: Props) {
  const [ending, setEnding] = useState<Session | null>(null);
  const live = sessions.filter(isLive);
  const ended = sessions.filter(session => !isLive(session));
  return (
    <>
      {live.length > 0 && (
        <section aria-labelledby="my-sessions" className="berth-gap-below">
          <Title headingLevel="h2" size="lg" id="my-sessions">My sessions</Title>
          <ul className="berth-strip">{live.map(session => <LiveSession key={session.id} session={session} onEnd={() => setEnding(session)} />)}</ul>
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
          The desktop is removed, with everything in it that is not saved elsewhere.
        </ConfirmModal>
      )}
    </>
  );
}
