import { Label, LabelGroup, Switch } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { RowMenu } from '../admin/RowMenu';
import { Link, navigate } from '../router';
import { LastTestCell } from './LastTestCell';
import { ProtocolMark } from './ProtocolMark';
import { addressOf, CREDENTIALS } from './protocols';
import type { Server } from './types';

interface Props { server: Server; onToggle: (enabled: boolean) => void; onTest: () => void; onDelete: () => void }

export function ServerRow({ server, onToggle, onTest, onDelete }: Props) {
  const edit = `/admin/servers/${server.id}`;
  const labels = Object.entries(server.labels);
  return (
    <Tr>
      <Td dataLabel="Name">
        <span className="berth-cell"><span>
          <Link to={edit}>{server.name}</Link>
          {labels.length > 0 && <LabelGroup>{labels.map(([key, value]) => <Label key={key} isCompact variant="outline">{key}={value}</Label>)}</LabelGroup>}
        </span></span>
      </Td>
      <Td dataLabel="Machine" modifier="breakWord"><span className="berth-speaks"><ProtocolMark protocol={server.protocol} /> <code>{addressOf(server)}</code></span></Td>
      <Td dataLabel="Zone">{server.zone}</Td>
      <Td dataLabel="Credentials"><span>{CREDENTIALS[server.credentialMode].short}{server.userName && server.credentialMode === 'static' && <span className="berth-subtle">, as {server.userName}</span>}</span></Td>
      <Td dataLabel="Sessions" modifier="nowrap">{server.maxSessions ? `${server.sessions} of ${server.maxSessions}` : server.sessions}</Td>
      <Td dataLabel="Last test"><LastTestCell server={server} onTest={onTest} /></Td>
      <Td dataLabel="Enabled"><Switch aria-label={`${server.name} enabled`} isChecked={server.enabled} onChange={(_, enabled) => onToggle(enabled)} /></Td>
      <Td isActionCell>
        <RowMenu name={server.name} actions={[
          { title: 'Edit', onClick: () => navigate(edit) },
          { title: 'Test connection', onClick: onTest },
          { title: 'Make a workspace of it', onClick: () => navigate(`/admin/workspaces/new?server=${server.id}&name=${encodeURIComponent(server.name)}`) },
          { title: 'Copy', onClick: () => navigate(`/admin/servers/new?copy=${server.id}`) },
          { title: 'Delete', onClick: onDelete, isDanger: true },
        ]} />
      </Td>
    </Tr>
  );
}
