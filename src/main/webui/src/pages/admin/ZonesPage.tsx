import { Button, Label } from '@patternfly/react-core';
import { ActionsColumn, Td, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { AdminTable } from '../../admin/AdminTable';
import { api } from '../../api';
import { ConfirmModal } from '../../components/ConfirmModal';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useNow } from '../../hooks/useNow';
import { usePoll } from '../../hooks/usePoll';
import { ago } from '../../lib/format';
import { useNodes } from '../../nodes/useNodes';
import { Link, navigate } from '../../router';
import type { Zone } from '../../zones/types';
import { ZoneFileModal } from '../../zones/ZoneFileModal';

const leaving = ({ settings }: Zone) => (settings.boundary ? 'Never left' : settings.searchAlternateZones ? 'To other zones when full' : 'Stay here');

export function ZonesPage() {
  const { data, problem, refresh } = usePoll<Zone[]>('/admin/zones');
  const { nodes } = useNodes();
  const now = useNow();
  const [file, setFile] = useState(false);
  const [deleting, setDeleting] = useState<Zone | null>(null);
  const count = (zone: Zone) => nodes?.filter(node => node.zone === zone.name).length ?? 0;
  return (
    <>
      <AdminHead title="Zones">
        <Button variant="secondary" component="a" href="/api/admin/zone-file" download="zones.yaml" data-testid="zone-export">Export</Button>
        <Button variant="secondary" onClick={() => setFile(true)} data-testid="zone-import">Apply a file</Button>
        <Button onClick={() => navigate('/admin/zones/new')} data-testid="zone-new">Create zone</Button>
      </AdminHead>
      <ProblemAlert problem={problem} />
      <AdminTable label="Zones" columns={['Name', 'Nodes', 'Proxy', 'Sessions', 'Changed']} rows={data} empty="There are no zones."
        row={zone => (
          <Tr key={zone.name} data-testid={`zone-${zone.name}`}>
            <Td dataLabel="Name"><span className="berth-cell"><span><Link to={`/admin/zones/${zone.name}`}>{zone.name}</Link>{zone.settings.boundary === true && <Label color="orange" isCompact>Boundary</Label>}</span></span></Td>
            <Td dataLabel="Nodes"><Link to={`/admin/nodes?zone=${encodeURIComponent(zone.name)}`}>{count(zone)}</Link></Td>
            <Td dataLabel="Proxy">{zone.settings.proxyConnections === false ? 'None: straight to the nodes' : zone.settings.proxyHostname === '$request_host$' ? 'The host people come in on' : <span className="berth-code">{String(zone.settings.proxyHostname)}{zone.settings.proxyPort ? `:${zone.settings.proxyPort}` : ''}</span>}</Td>
            <Td dataLabel="Sessions">{leaving(zone)}</Td>
            <Td dataLabel="Changed">{ago(zone.changedAt, now)} by {zone.changedBy} (version {zone.version})</Td>
            <Td isActionCell><ActionsColumn items={[
              { title: 'Edit', onClick: () => navigate(`/admin/zones/${zone.name}`) },
              { title: 'Delete', isDisabled: zone.name === 'default', onClick: () => setDeleting(zone) },
            ]} /></Td>
          </Tr>
        )} />
      {file && <ZoneFileModal onClose={() => setFile(false)} onApplied={refresh} />}
      {deleting && (
        <ConfirmModal title={`Delete zone ${deleting.name}?`} confirm="Delete zone" onClose={() => setDeleting(null)} onConfirm={async () => {
          await api.delete(`/admin/zones/${deleting.name}?version=${deleting.version}`);
          await refresh();
        }}>
          Its history is kept. It can be deleted only while no node, server or workspace names it.
        </ConfirmModal>
      )}
    </>
  );
}
