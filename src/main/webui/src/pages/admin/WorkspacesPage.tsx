import { Button } from '@patternfly/react-core';
import { useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { AdminTable } from '../../admin/AdminTable';
import { writable } from '../../admin/form';
import { TableSearch } from '../../admin/TableSearch';
import { WorkspaceRow } from '../../admin/WorkspaceRow';
import { api } from '../../api';
import { KINDS } from '../../components/KindMark';
import { ConfirmModal } from '../../components/ConfirmModal';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useAction } from '../../hooks/useAction';
import { usePoll } from '../../hooks/usePoll';
import { matches } from '../../lib/filter';
import type { Placement } from '../../nodes/types';
import { PlacementModal } from '../../placement/PlacementModal';
import { useScheduler } from '../../placement/useScheduler';
import { navigate } from '../../router';
import { useMachines } from '../../servers/useMachines';
import type { Workspace } from '../../types';

export function WorkspacesPage() {
  const { data, problem, refresh } = usePoll<Workspace[]>('/admin/workspaces');
  const action = useAction();
  const [search, setSearch] = useState('');
  const [deleting, setDeleting] = useState<Workspace | null>(null);
  const [asking, setAsking] = useState<Workspace | null>(null);
  const scheduler = useScheduler();
  const { servers, pools } = useMachines();
  const machineOf = ({ kind, serverId, poolId }: Workspace) => {
    const among: { id: string; name: string }[] | undefined = kind === 'pool' ? pools : servers;
    return among && (among.find(({ id }) => id === (kind === 'pool' ? poolId : serverId))?.name ?? 'deleted: nobody can start it');
  };
  const shown = data?.filter(workspace => matches(search, workspace.name, workspace.image, KINDS[workspace.kind ?? 'container'].name, workspace.url ?? '', machineOf(workspace) ?? '', ...workspace.categories));
  const change = (work: () => Promise<unknown>) => void action.run(async () => {
    await work();
    await refresh();
  });
  return (
    <>
      <AdminHead title="Workspaces">
        <TableSearch label="Search workspaces" value={search} onValue={setSearch} />
        <Button onClick={() => navigate('/admin/workspaces/new')} data-testid="workspace-new">Create workspace</Button>
      </AdminHead>
      <ProblemAlert problem={action.problem ?? problem} onClose={action.problem ? action.clear : undefined} />
      <AdminTable
        label="Workspaces" columns={['Name', 'Kind', 'Leads to', 'Size', 'Enabled']} rows={shown}
        empty={search ? 'No workspace matches.' : 'There are no workspaces yet. Create one, and people can launch it.'}
        row={workspace => (
          <WorkspaceRow key={workspace.id} workspace={workspace} machine={machineOf(workspace)}
            onToggle={enabled => change(() => api.put(`/admin/workspaces/${workspace.id}`, { ...writable(workspace), enabled }))}
            onClone={() => change(async () => navigate(`/admin/workspaces/${(await api.post<Workspace>(`/admin/workspaces/${workspace.id}/clone`)).id}`))}
            onWhere={scheduler ? () => setAsking(workspace) : undefined}
            onDelete={() => setDeleting(workspace)} />
        )}
      />
      {asking && (
        <PlacementModal title={`Where would ${asking.name} run?`} dry read={() => api.post<Placement>('/admin/placements', { workspaceId: asking.id })} onClose={() => setAsking(null)} />
      )}
      {deleting && (
        <ConfirmModal title={`Delete ${deleting.name}?`} confirm="Delete workspace" onClose={() => setDeleting(null)} onConfirm={async () => {
          await api.delete(`/admin/workspaces/${deleting.id}`);
          await refresh();
        }}>
          People can no longer launch it. This can not be undone.
        </ConfirmModal>
      )}
    </>
  );
}
