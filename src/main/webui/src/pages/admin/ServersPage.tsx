import { Alert, Button } from '@patternfly/react-core';
import { useCallback, useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { AdminTable } from '../../admin/AdminTable';
import { TableSearch } from '../../admin/TableSearch';
import { api } from '../../api';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useAction } from '../../hooks/useAction';
import { usePoll } from '../../hooks/usePoll';
import { matches } from '../../lib/filter';
import { useNodes } from '../../nodes/useNodes';
import { navigate } from '../../router';
import { DeleteModal } from '../../servers/DeleteModal';
import { writableServer } from '../../servers/form';
import { addressOf, CREDENTIALS, PROTOCOLS } from '../../servers/protocols';
import { ServerRow } from '../../servers/ServerRow';
import { testServer } from '../../servers/test';
import { TestModal } from '../../servers/TestModal';
import type { Server } from '../../servers/types';
import { useUsers } from '../../servers/useUsers';
import { usesOfServer } from '../../servers/uses';
import { noProxies } from '../../servers/zones';

const words = (server: Server) => [
  server.name, server.description, PROTOCOLS[server.protocol].name, addressOf(server), server.zone, CREDENTIALS[server.credentialMode].short,
  server.enabled ? 'enabled' : 'disabled', ...Object.entries(server.labels).map(([key, value]) => `${key}=${value}`),
];

export function ServersPage() {
  const { data, problem, refresh } = usePoll<Server[]>('/admin/servers');
  const { workspaces, pools } = useUsers();
  const { nodes } = useNodes(15_000);
  const action = useAction();
  const [search, setSearch] = useState('');
  const [testing, setTesting] = useState<Server | null>(null);
  const [deleting, setDeleting] = useState<Server | null>(null);
  const test = useCallback(() => testServer(testing!.id), [testing]);
  return (
    <>
      <AdminHead title="Servers">
        <TableSearch label="Search servers" value={search} onValue={setSearch} />
        <Button onClick={() => navigate('/admin/servers/new')} data-testid="server-new">Create server</Button>
      </AdminHead>
      <ProblemAlert problem={action.problem ?? problem} onClose={action.problem ? action.clear : undefined} />
      {noProxies(nodes, data?.filter(({ enabled }) => enabled).map(({ zone }) => zone) ?? []).map(text => <Alert key={text} variant="warning" isInline className="berth-gap-below" title={text} />)}
      <AdminTable
        label="Servers" columns={['Name', 'Machine', 'Zone', 'Credentials', 'Sessions', 'Last test', 'Enabled']}
        rows={data?.filter(server => matches(search, ...words(server)))}
        empty={search ? 'No server matches.' : 'There are no servers yet. Create one for a machine that people should reach from their browser.'}
        row={server => (
          <ServerRow key={server.id} server={server} onTest={() => setTesting(server)} onDelete={() => setDeleting(server)}
            onToggle={enabled => void action.run(async () => {
              await api.put(`/admin/servers/${server.id}`, { ...writableServer(server), enabled });
              await refresh();
            })} />
        )}
      />
      {testing && <TestModal title={`Test of ${testing.name}`} protocol={testing.protocol} test={test} onClose={() => setTesting(null)} />}
      {deleting && (
        <DeleteModal name={deleting.name} confirm="Delete server" uses={usesOfServer(deleting, workspaces, pools)} onClose={() => setDeleting(null)} onConfirm={async () => {
          await api.delete(`/admin/servers/${deleting.id}`);
          await refresh();
        }}>
          The machine itself stays as it is. This can not be undone.
        </DeleteModal>
      )}
    </>
  );
}
