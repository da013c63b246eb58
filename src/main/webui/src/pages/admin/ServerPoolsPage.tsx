import { Button } from '@patternfly/react-core';
import { useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { AdminTable } from '../../admin/AdminTable';
import { TableSearch } from '../../admin/TableSearch';
import { api } from '../../api';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useAction } from '../../hooks/useAction';
import { usePoll } from '../../hooks/usePoll';
import { matches } from '../../lib/filter';
import { navigate } from '../../router';
import { DeleteModal } from '../../servers/DeleteModal';
import { poolFieldsOf } from '../../servers/poolForm';
import { PoolRow } from '../../servers/PoolRow';
import type { Pool, Server } from '../../servers/types';
import { useUsers } from '../../servers/useUsers';
import { usesOfPool } from '../../servers/uses';

export function ServerPoolsPage() {
  const { data, problem, refresh } = usePoll<Pool[]>('/admin/server-pools');
  const servers = usePoll<Server[]>('/admin/servers').data ?? [];
  const { workspaces } = useUsers();
  const action = useAction();
  const [search, setSearch] = useState('');
  const [deleting, setDeleting] = useState<Pool | null>(null);
  const membersOf = (pool: Pool) => servers.filter(server => pool.serverIds.includes(server.id)).map(({ name }) => name);
  return (
    <>
      <AdminHead title="Server pools">
        <TableSearch label="Search server pools" value={search} onValue={setSearch} />
        <Button onClick={() => navigate('/admin/server-pools/new')} data-testid="pool-new">Create server pool</Button>
      </AdminHead>
      <ProblemAlert problem={action.problem ?? problem} onClose={action.problem ? action.clear : undefined} />
      <AdminTable
        label="Server pools" columns={['Name', 'Servers', 'Sessions go to', 'Use', 'Enabled']}
        rows={data?.filter(pool => matches(search, pool.name, pool.description, ...membersOf(pool)))}
        empty={search ? 'No server pool matches.' : 'There are no server pools yet. A pool gives people one of several servers that are as good as each other.'}
        row={pool => (
          <PoolRow key={pool.id} pool={pool} servers={servers} onDelete={() => setDeleting(pool)} onCopy={() => navigate(`/admin/server-pools/new?copy=${pool.id}`)}
            onToggle={enabled => void action.run(async () => {
              await api.put(`/admin/server-pools/${pool.id}`, { ...poolFieldsOf(pool), enabled });
              await refresh();
            })} />
        )}
      />
      {deleting && (
        <DeleteModal name={deleting.name} confirm="Delete server pool" uses={usesOfPool(deleting, workspaces)} onClose={() => setDeleting(null)} onConfirm={async () => {
          await api.delete(`/admin/server-pools/${deleting.id}`);
          await refresh();
        }}>
          Its servers stay, and open sessions go on. This can not be undone.
        </DeleteModal>
      )}
    </>
  );
}
