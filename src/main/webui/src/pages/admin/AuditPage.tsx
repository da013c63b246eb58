import { Td, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { AdminTable } from '../../admin/AdminTable';
import { TableSearch } from '../../admin/TableSearch';
import { ProblemAlert } from '../../components/ProblemAlert';
import { usePoll } from '../../hooks/usePoll';
import { matches } from '../../lib/filter';
import { moment } from '../../lib/format';
import type { AuditEntry } from '../../types';

export function AuditPage() {
  const { data, problem } = usePoll<AuditEntry[]>('/admin/audit?limit=200');
  const [search, setSearch] = useState('');
  const shown = data?.filter(entry => matches(search, entry.actor ?? '', entry.action, entry.subject ?? '', entry.detail ?? '', entry.address ?? ''));
  return (
    <>
      <AdminHead title="Audit"><TableSearch label="Search the last 200 entries" value={search} onValue={setSearch} /></AdminHead>
      <ProblemAlert problem={problem} />
      <AdminTable
        label="Audit" actions={false} columns={['Time', 'Who', 'Did what', 'To whom or what', 'Detail', 'From']} rows={shown}
        empty={search ? 'No entry matches.' : 'Nothing has been recorded yet.'}
        row={entry => (
          <Tr key={`${entry.at} ${entry.actor} ${entry.action} ${entry.subject}`}>
            <Td dataLabel="Time">{moment(entry.at)}</Td>
            <Td dataLabel="Who">{entry.actor}</Td>
            <Td dataLabel="Did what"><code>{entry.action}</code></Td>
            <Td dataLabel="To whom or what">{entry.subject}</Td>
            <Td dataLabel="Detail" modifier="breakWord">{entry.detail}</Td>
            <Td dataLabel="From">{entry.address}</Td>
          </Tr>
        )}
      />
    </>
  );
}
