import { useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { AdminTable } from '../../admin/AdminTable';
import { SessionRow } from '../../admin/SessionRow';
import { TableSearch } from '../../admin/TableSearch';
import { api } from '../../api';
import { Chips } from '../../components/Chips';
import { ConfirmModal } from '../../components/ConfirmModal';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useAction } from '../../hooks/useAction';
import { useNow } from '../../hooks/useNow';
import { usePoll } from '../../hooks/usePoll';
import { clockOffset } from '../../lib/countdown';
import { matches } from '../../lib/filter';
import { changeSession } from '../../lib/sessionActions';
import { isMachine } from '../../lib/wording';
import type { Placement } from '../../nodes/types';
import { PlacementModal } from '../../placement/PlacementModal';
import { useScheduler } from '../../placement/useScheduler';
import type { Session } from '../../types';

export function SessionsPage() {
  const [state, setState] = useState<'live' | 'all'>('live');
  const { data, problem, refresh } = usePoll<Session[]>(`/admin/sessions?state=${state}`);
  const [search, setSearch] = useState('');
  const [ending, setEnding] = useState<Session | null>(null);
  const { problem: refused, run, clear } = useAction();
  const [asking, setAsking] = useState<Session | null>(null);
  const scheduler = useScheduler();
  const now = useNow();
  // One answer has one server time; comparing it with the clock at the time of drawing is exact enough for a table.
  const [offset, setOffset] = useState({ data, value: 0 });
  if (data !== offset.data) setOffset({ data, value: data?.[0] ? clockOffset(data[0].serverTime, Date.now()) : 0 });
  return (
    <>
      <AdminHead title="Sessions">
        <Chips label="Which sessions" chosen={state} onChoose={setState} choices={[{ value: 'live', text: 'Live' }, { value: 'all', text: 'All' }]} />
        <TableSearch label="Search by user, workspace, state" value={search} onValue={setSearch} />
      </AdminHead>
      <ProblemAlert problem={refused} onClose={clear} />
      <ProblemAlert problem={problem} />
      <AdminTable
        label="Sessions" columns={['Workspace', 'User', 'State', 'Node', 'Started', 'Time left']}
        empty={search ? 'No session matches.' : state === 'live' ? 'Nobody has a session at the moment.' : 'There were no sessions yet.'}
        rows={data?.filter(session => matches(search, session.userName, session.workspaceName, session.state, session.node ?? '', session.server ?? '', session.remote ?? ''))}
        row={session => <SessionRow key={session.id} session={session} now={now + offset.value} onEnd={() => setEnding(session)} onWhy={scheduler ? () => setAsking(session) : undefined}
          onRest={action => run(async () => { await changeSession(session.id, action); await refresh(); })} />}
      />
      {asking && (
        <PlacementModal title={`Why ${asking.workspaceName} of ${asking.userName} runs ${asking.node ? `on ${asking.node}` : 'nowhere yet'}`} dry={false}
          read={() => api.get<Placement>(`/admin/sessions/${asking.id}/placement`)} onClose={() => setAsking(null)} />
      )}
      {ending && (
        <ConfirmModal title={`End the session of ${ending.userName}?`} confirm="End session" testId="end-session-confirm" onClose={() => setEnding(null)} onConfirm={async () => {
          await api.delete(`/sessions/${ending.id}`);
          await refresh();
        }}>
          {isMachine(ending) ? `The connection to ${ending.workspaceName} is closed at once; the machine keeps running.` : `${ending.workspaceName} is removed at once, with everything in it that is not saved elsewhere.`} {ending.userName} is told that an administrator did it.
        </ConfirmModal>
      )}
    </>
  );
}
