import { Button, FormSelect, FormSelectOption, Pagination } from '@patternfly/react-core';
import { useState } from 'react';
import { AdminHead } from '../admin/AdminHead';
import { TableSearch } from '../admin/TableSearch';
import { api } from '../api';
import { ConfirmModal } from '../components/ConfirmModal';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { useNow } from '../hooks/useNow';
import { matches } from '../lib/filter';
import type { ImageOutcome } from '../nodes/types';
import { MatrixTable } from './MatrixTable';
import { cellSentence, type At, type Matrix } from './model';
import { OutcomeAlert } from './OutcomeAlert';

const COLUMNS = 6;
interface Prune { text: string; nodeIds?: string[] }

/** The matrix, what its chosen cell means, and what can be done about it. */
export function ImageMatrix({ matrix, refresh }: { matrix: Matrix; refresh: () => Promise<void> }) {
  const [at, setAt] = useState<At>({ row: 0, column: 0 });
  const [search, setSearch] = useState('');
  const [zone, setZone] = useState('');
  const [page, setPage] = useState(1);
  const [outcomes, setOutcomes] = useState<ImageOutcome[] | null>(null);
  const [prune, setPrune] = useState<Prune | null>(null);
  const { busy, problem, run, clear } = useAction();
  const now = useNow();
  const zones = [...new Set(matrix.nodes.map(node => node.zone))].sort();
  const inZone = matrix.nodes.filter(node => !zone || node.zone === zone);
  const found = inZone.filter(node => matches(search, node.name, node.zone));
  const shownPage = Math.min(page, Math.max(1, Math.ceil(found.length / COLUMNS)));
  const nodes = found.slice((shownPage - 1) * COLUMNS, shownPage * COLUMNS);
  // Rows and columns go when images and nodes do.
  const here = { row: Math.min(at.row, matrix.images.length - 1), column: Math.max(0, Math.min(at.column, nodes.length - 1)) };
  const image = matrix.images[here.row]!.image;
  const node = nodes[here.column];
  const cell = node && matrix.cell(image, node.id);
  const pull = (nodeIds?: string[]) => void run(async () => {
    setOutcomes(await api.post<ImageOutcome[]>('/admin/images/pull', nodeIds ? { image, nodeIds } : { image }) ?? []);
    await refresh();
  });
  return (
    <>
      <AdminHead title="Images">
        {zones.length > 1 && (
          <FormSelect className="berth-select" aria-label="Zone" value={zone} onChange={(_, chosen) => { setZone(chosen); setPage(1); }} data-testid="image-zone">
            <FormSelectOption value="" label="All zones" />
            {zones.map(name => <FormSelectOption key={name} value={name} label={name} />)}
          </FormSelect>
        )}
        {matrix.nodes.length > COLUMNS && <TableSearch label="Search node or zone" value={search} onValue={setSearch} />}
        <Button variant="secondary" onClick={() => setPrune({ text: 'on all nodes' })} data-testid="image-prune">Prune everywhere</Button>
      </AdminHead>
      <ProblemAlert problem={problem} onClose={clear} />
      {outcomes && <OutcomeAlert outcomes={outcomes} onClose={() => setOutcomes(null)} />}
      <MatrixTable matrix={matrix} inZone={inZone} nodes={nodes} at={here} onAt={setAt} />
      {cell && (
        <section className="berth-matrix-detail" aria-label="The chosen cell" data-testid="image-detail">
          <p role="status" className={cell.state === 'failed' ? 'berth-danger' : undefined}>{cellSentence(cell, node.name, now)}</p>
          {cell.state !== 'pulling' && <Button size="sm" isDisabled={busy} onClick={() => pull([node.id])} data-testid="image-pull">{cell.state === 'present' ? 'Look for a newer one' : 'Pull now'}</Button>}
          <Button size="sm" variant="secondary" isDisabled={busy} onClick={() => pull(zone ? inZone.map(({ id }) => id) : undefined)}>{zone ? `Pull in ${zone}` : 'Pull on all nodes'}</Button>
          <Button size="sm" variant="link" onClick={() => setPrune({ text: `on ${node.name}`, nodeIds: [node.id] })}>Prune {node.name}</Button>
        </section>
      )}
      {found.length > COLUMNS && <Pagination itemCount={found.length} page={shownPage} perPage={COLUMNS} perPageOptions={[]} isCompact onSetPage={(_, next) => setPage(next)} titles={{ paginationAriaLabel: 'Pages of nodes' }} />}
      {prune && (
        <ConfirmModal title={`Prune images ${prune.text}?`} confirm="Prune images" testId="image-prune-confirm" onClose={() => setPrune(null)} onConfirm={async () => {
          setOutcomes(await api.post<ImageOutcome[]>('/admin/images/prune', prune.nodeIds ? { nodeIds: prune.nodeIds } : {}) ?? []);
          await refresh();
        }}>
          Images that Berth pulled itself and no workspace or session uses any more are removed, to free their disk space. Images that came there in another way are not touched.
        </ConfirmModal>
      )}
    </>
  );
}
