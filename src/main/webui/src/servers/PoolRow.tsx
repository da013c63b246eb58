import { Switch } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { RowMenu } from '../admin/RowMenu';
import { Link, navigate } from '../router';
import { Occupancy } from './Occupancy';
import type { Pool, Server } from './types';

const SHOWN = 3;

interface Props { pool: Pool; servers: Server[]; onToggle: (enabled: boolean) => void; onCopy: () => void; onDelete: () => void }

export function PoolRow({ pool, servers, onToggle, onCopy, onDelete }: Props) {
  const edit = `/admin/server-pools/${pool.id}`;
  const members = servers.filter(server => pool.serverIds.includes(server.id));
  const resting = members.filter(server => !server.enabled).length;
  return (
    <Tr>
      <Td dataLabel="Name"><span className="berth-cell"><span><Link to={edit}>{pool.name}</Link>{pool.description && <span className="berth-subtle">{pool.description}</span>}</span></span></Td>
      <Td dataLabel="Servers">
        <span>{pool.serverIds.length === 0 ? <span className="berth-urgent">none: nobody can use it</span> : members.slice(0, SHOWN).map(({ name }) => name).join(', ')}
        {members.length > SHOWN && <span className="berth-subtle"> and {members.length - SHOWN} more</span>}
        {resting > 0 && <span className="berth-subtle"> ({resting} disabled)</span>}</span>
      </Td>
      <Td dataLabel="Sessions go to">{pool.exclusive ? 'a server that nobody uses' : 'the server with the least load'}</Td>
      <Td dataLabel="Use"><Occupancy pool={pool} label="" /></Td>
      <Td dataLabel="Enabled"><Switch aria-label={`${pool.name} enabled`} isChecked={pool.enabled} onChange={(_, enabled) => onToggle(enabled)} /></Td>
      <Td isActionCell>
        <RowMenu name={pool.name} actions={[
          { title: 'Edit', onClick: () => navigate(edit) },
          { title: 'Make a workspace of it', onClick: () => navigate(`/admin/workspaces/new?pool=${pool.id}&name=${encodeURIComponent(pool.name)}`) },
          { title: 'Copy', onClick: onCopy },
          { title: 'Delete', onClick: onDelete, isDanger: true },
        ]} />
      </Td>
    </Tr>
  );
}
