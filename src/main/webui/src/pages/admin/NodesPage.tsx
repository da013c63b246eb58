import { Button, EmptyState, Pagination } from '@patternfly/react-core';
import { useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { ConfirmModal } from '../../components/ConfirmModal';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useNow } from '../../hooks/useNow';
import { useOptional } from '../../hooks/useOptional';
import { DrainModal } from '../../nodes/DrainModal';
import { EditNodeModal } from '../../nodes/EditNodeModal';
import { EnrolModal } from '../../nodes/EnrolModal';
import { filterNodes, inOrder, summary, usualVersion, values } from '../../nodes/model';
import { NodeCard } from '../../nodes/NodeCard';
import { NodeFilterBar } from '../../nodes/NodeFilterBar';
import { OpenEnrolments } from '../../nodes/OpenEnrolments';
import type { Enrolment } from '../../nodes/types';
import { useNodeActions } from '../../nodes/useNodeActions';
import { useNodeFilter } from '../../nodes/useNodeFilter';
import { useNodes } from '../../nodes/useNodes';
import { useScheduler } from '../../placement/useScheduler';
import { navigate } from '../../router';

/** Fewer than this are seen at a glance and need no filter. */
const FEW = 4;
const SIZES = [12, 24, 48, 96].map(value => ({ title: String(value), value }));

export function NodesPage() {
  const { nodes, problem, refresh } = useNodes();
  const zones = useOptional<{ name: string }[]>('/admin/zones').data?.map(({ name }) => name);
  const enrolments = useOptional<Enrolment[]>('/admin/enrolments');
  const scheduler = useScheduler();
  const actions = useNodeActions(refresh);
  const [filter, setFilter] = useNodeFilter();
  const [enrolling, setEnrolling] = useState(false);
  const [page, setPage] = useState(1);
  const [size, setSize] = useState(24);
  const now = useNow();
  const filtered = Object.values(filter).some(Boolean);
  const found = nodes ? inOrder(filterNodes(nodes, filter, now), now) : [];
  // A filter leaves fewer pages than the one that was open.
  const shownPage = Math.min(page, Math.max(1, Math.ceil(found.length / size)));
  const usual = nodes ? usualVersion(nodes) : null;
  return (
    <>
      <AdminHead title="Nodes">
        {(scheduler || enrolments.data) && <Button variant="link" onClick={() => navigate('/admin/nodes/settings')} data-testid="node-settings">Settings</Button>}
        {enrolments.data && <Button onClick={() => setEnrolling(true)} data-testid="node-enrol">Enrol a node</Button>}
      </AdminHead>
      <ProblemAlert problem={actions.problem ?? problem} onClose={actions.problem ? actions.clear : undefined} />
      {!nodes && !problem && <Loading what="Loading nodes" />}
      {nodes && (nodes.length >= FEW || filtered) && <NodeFilterBar nodes={nodes} filter={filter} onFilter={setFilter} />}
      {nodes && nodes.length > 1 && <p className="berth-subtle berth-gap-small" role="status">{filtered ? `${found.length} of ` : ''}{summary(nodes)}</p>}
      {nodes?.length === 0 && <EmptyState headingLevel="h2" titleText="No node has checked in yet" variant="sm" />}
      {filtered && nodes && found.length === 0 && <EmptyState headingLevel="h2" titleText="No node matches" variant="sm" />}
      <ul className="berth-nodes" aria-label="Nodes">
        {found.slice((shownPage - 1) * size, shownPage * size).map(node => <NodeCard key={node.id} node={node} now={now} usualVersion={usual} actions={actions.of(node)} />)}
      </ul>
      {found.length > SIZES[0]!.value && (
        <Pagination itemCount={found.length} page={shownPage} perPage={size} perPageOptions={SIZES} variant="bottom" isSticky dropDirection="up"
          onSetPage={(_, next) => setPage(next)} onPerPageSelect={(_, next) => setSize(next)} titles={{ paginationAriaLabel: 'Pages of nodes' }} />
      )}
      {enrolments.data && <OpenEnrolments enrolments={enrolments.data} now={now} refresh={enrolments.refresh} />}
      {enrolling && <EnrolModal zones={zones ?? values(nodes ?? [], node => [node.zone])} onClose={() => { setEnrolling(false); void enrolments.refresh(); void refresh(); }} />}
      {actions.draining && <DrainModal node={actions.draining} onDone={refresh} onClose={actions.closeDrain} />}
      {actions.editing && <EditNodeModal node={actions.editing} onDone={refresh} onClose={actions.closeEdit} />}
      {actions.confirm && <ConfirmModal title={actions.confirm.title} confirm={actions.confirm.label} testId="node-confirm" onConfirm={actions.confirm.go} onClose={actions.closeConfirm}>{actions.confirm.text}</ConfirmModal>}
    </>
  );
}
