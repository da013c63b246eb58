import { EmptyState } from '@patternfly/react-core';
import { Table, Tbody, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';
import { Loading } from '../components/Loading';

interface Props<T> {
  label: string;
  columns: string[];
  rows: T[] | undefined;
  row: (item: T) => ReactNode;
  empty: string;
  actions?: boolean;
}

/** A table that turns into cards on narrow screens. */
export function AdminTable<T>({ label, columns, rows, row, empty, actions = true }: Props<T>) {
  if (!rows) return <Loading what={`Loading ${label.toLowerCase()}`} />;
  if (rows.length === 0) return <EmptyState headingLevel="h2" titleText={empty} variant="sm" />;
  return (
    <Table aria-label={label} variant="compact" gridBreakPoint="grid-lg" className="berth-table">
      <Thead>
        <Tr>
          {columns.map(column => <Th key={column} modifier="nowrap">{column}</Th>)}
          {actions && <Th screenReaderText="Actions" />}
        </Tr>
      </Thead>
      <Tbody>{rows.map(row)}</Tbody>
    </Table>
  );
}
