import { Alert, Button, Label } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { AdminTable } from '../admin/AdminTable';
import { TableSearch } from '../admin/TableSearch';
import { moment } from '../lib/format';
import { strategyName } from '../nodes/strategy';
import type { Placement, PlacementNode } from '../nodes/types';
import { commonReasons, ordered, outcome, VERDICTS } from './model';

const FIRST = 20;

/** The verdict on every agent, or on every server and connection proxy, and the sum of them. */
export function PlacementView({ placement, dry }: { placement: Placement; dry: boolean }) {
  const [search, setSearch] = useState('');
  const { servers, nodes } = placement;
  const placed = servers ? servers.chosen !== null && placement.chosen !== null : nodes.some(node => node.verdict !== 'refused');
  const common = nodes.length > FIRST ? commonReasons(placement) : [];
  const strategy = strategyName(placement.strategy).toLowerCase();
  const many = nodes.length > FIRST || (servers?.listed.length ?? 0) > FIRST;
  return (
    <div data-testid="placement">
      <Alert variant={placed ? 'success' : 'warning'} isInline title={outcome(placement, dry)} className="berth-gap-below">
        {placement.workspace}, {moment(placement.at)}{!servers && `, by strategy: ${strategy}`}.
        {common.length > 0 && <ul className="berth-broken">{common.map(([reason, times]) => <li key={reason}>{times} × {reason}</li>)}</ul>}
      </Alert>
      {many && <div className="berth-filters"><TableSearch label="Search node, zone, reason" value={search} onValue={setSearch} /></div>}
      {servers && servers.listed.length > 0 && <Verdicts what="server" rows={ordered(servers.listed, search)} search={search} />}
      {(!servers || servers.chosen !== null) && <Verdicts what={servers ? 'connection proxy' : 'agent'} rows={ordered(nodes, search)} search={search} chosenFor={servers ? undefined : strategy} />}
    </div>
  );
}

const PLURALS = { agent: 'agents', server: 'servers', 'connection proxy': 'connection proxies' };
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Verdicts({ what, rows, search, chosenFor = '' }: { what: keyof typeof PLURALS; rows: PlacementNode[]; search: string; chosenFor?: string }) {
  const [all, setAll] = useState(false);
  const [name, plural] = [capital(what), PLURALS[what]];
  const loads = what === 'agent';
  return (
    <>
      <AdminTable label={capital(plural)} actions={false} columns={[name, 'Zone', 'Verdict', 'Why', ...(loads ? ['Load'] : [])]} empty={search ? `No ${what} matches.` : `There is no ${what}.`} rows={all ? rows : rows.slice(0, FIRST)}
        row={node => (
          <Tr key={node.id}>
            <Td dataLabel={name}><strong>{node.name}</strong></Td>
            <Td dataLabel="Zone">{node.zone}</Td>
            <Td dataLabel="Verdict"><Label isCompact status={VERDICTS[node.verdict].status}>{VERDICTS[node.verdict].name}</Label></Td>
            <Td dataLabel="Why">{node.reasons.length > 0 ? node.reasons.map(reason => <div key={reason}>{reason}</div>) : node.verdict === 'chosen' ? chosenFor : ''}</Td>
            {loads && <Td dataLabel="Load" modifier="nowrap">{node.load === null || node.load === undefined ? '' : loadText(node.load)}</Td>}
          </Tr>
        )} />
      {rows.length > FIRST && !all && <Button variant="link" onClick={() => setAll(true)}>Show all {rows.length}</Button>}
    </>
  );
}

/** A share of what the node has. */
const loadText = (load: number) => `${Math.round(load * 100)} %`;
