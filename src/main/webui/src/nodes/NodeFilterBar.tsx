import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import { TableSearch } from '../admin/TableSearch';
import { roleName, STATE_NAMES, values, type NodeFilter } from './model';
import type { Node } from './types';

interface Props { nodes: Node[]; filter: NodeFilter; onFilter: (filter: NodeFilter) => void }

export function NodeFilterBar({ nodes, filter, onFilter }: Props) {
  const states = STATE_NAMES.filter(({ value }) => value === filter.state || nodes.some(node => node.state === value));
  const select = (key: 'zone' | 'role' | 'state', label: string, all: string, choices: { value: string; name: string }[]) => (
    <FormSelect aria-label={label} value={filter[key]} onChange={(_, value) => onFilter({ ...filter, [key]: value })} className="berth-select">
      <FormSelectOption value="" label={all} />
      {choices.map(({ value, name }) => <FormSelectOption key={value} value={value} label={name} />)}
    </FormSelect>
  );
  return (
    <div className="berth-filters" role="search" aria-label="Filter nodes">
      <TableSearch label="Search name, address, label" value={filter.search} onValue={search => onFilter({ ...filter, search })} />
      {select('zone', 'Zone', 'All zones', values(nodes, node => [node.zone]).map(value => ({ value, name: value })))}
      {select('role', 'Role', 'All roles', values(nodes, node => node.roles).map(value => ({ value, name: roleName(value) })))}
      {select('state', 'State', 'All states', [{ value: 'troubled', name: 'Needs attention' }, ...states])}
    </div>
  );
}
