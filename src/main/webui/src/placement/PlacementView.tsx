import { Alert, Button, Label } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { AdminTable } from '../admin/AdminTable';
import { TableSearch } from '../admin/TableSearch';
import { moment } from '../lib/format';
import { strategyName } from '../nodes/strategy';
import type { Placement } from '../nodes/types';
import { commonReasons, ordered, outcome, VERDICTS } from './model';

const FIRST = 20;

/** The verdict on every agent, and the sum of them. */
export function PlacementView({ placement, dry }: { placement: Placement; dry: boolean }) {
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const found = ordered(placement.nodes, search);
  const placed = placement.nodes.some(node => node.verdict !== 'refused');
  const common = placement.nodes.length > FIRST ? commonReasons(placement) : [];
  return (
    <div data-testid="placement">
      <Alert variant={placed ? 'success' : 'warning'} isInline title={outcome(placement, dry)} className="berth-gap-below">
        {placement.workspace}, {moment(placement.at)}, by strategy: {strategyName(placement.strategy).toLowerCase()}.
        {common.length > 0 && <ul className="berth-broken">{common.map(([reason, times]) => <li key={reason}>{times} × {reason}</li>)}</ul>}
      </Alert>
      {placement.nodes.length > FIRST && <div className="berth-filters"><TableSearch label="Search node, zone, reason" value={search} onValue={setSearch} /></div>}
      <AdminTable label="Agents" actions={false} columns={['Agent', 'Zone', 'Verdict', 'Why', 'Load']} empty={search ? 'No agent matches.' : 'There is no agent.'} rows={all ? found : found.slice(0, FIRST)}
        row={node => (
          <Tr key={node.id}>
            <Td dataLabel="Agent"><strong>{node.name}</strong></Td>
            <Td dataLabel="Zone">{node.zone}</Td>
            <Td dataLabel="Verdict"><Label isCompact status={VERDICTS[node.verdict].status}>{VERDICTS[node.verdict].name}</Label></Td>
            <Td dataLabel="Why">{node.reasons.length > 0 ? node.reasons.map(reason => <div key={reason}>{reason}</div>) : node.verdict === 'chosen' ? strategyName(placement.strategy).toLowerCase() : ''}</Td>
            <Td dataLabel="Load" modifier="nowrap">{node.load === null || node.load === undefined ? '' : loadText(node.load)}</Td>
          </Tr>
        )} />
      {found.length > FIRST && !all && <Button variant="link" onClick={() => setAll(true)}>Show all {found.length}</Button>}
    </div>
  );
}

/** A share of what the node has. */
const loadText = (load: number) => `${Math.round(load * 100)} %`;
