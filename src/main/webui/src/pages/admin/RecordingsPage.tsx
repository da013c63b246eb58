import { useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { AdminTable } from '../../admin/AdminTable';
import { TableSearch } from '../../admin/TableSearch';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useNow } from '../../hooks/useNow';
import { usePoll } from '../../hooks/usePoll';
import { matches } from '../../lib/filter';
import { DeleteRecording } from '../../recordings/DeleteRecording';
import { STATES, type Recording } from '../../recordings/model';
import { RecordingRow } from '../../recordings/RecordingRow';

export function RecordingsPage() {
  const { data, problem, refresh } = usePoll<Recording[]>('/admin/recordings');
  const [search, setSearch] = useState('');
  const [deleting, setDeleting] = useState<Recording | null>(null);
  const now = useNow();
  return (
    <>
      <AdminHead title="Recordings"><TableSearch label="Search by user, workspace, server" value={search} onValue={setSearch} /></AdminHead>
      <ProblemAlert problem={problem} />
      <AdminTable
        label="Recordings" columns={['Session', 'User', 'Started', 'Duration', 'Size', 'State']}
        empty={search ? 'No recording matches.' : 'Nothing was recorded yet. Workspaces of servers and pools say whether their sessions are recorded.'}
        rows={data?.filter(one => matches(search, one.userName, one.workspaceName, one.serverName, STATES[one.state]))}
        row={one => <RecordingRow key={one.id} recording={one} now={now} onDelete={() => setDeleting(one)} />}
      />
      {deleting && <DeleteRecording recording={deleting} onDone={refresh} onClose={() => setDeleting(null)} />}
    </>
  );
}
