import { EmptyState } from '@patternfly/react-core';
import { AdminHead } from '../../admin/AdminHead';
import { NodeCard } from '../../admin/NodeCard';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useNow } from '../../hooks/useNow';
import { usePoll } from '../../hooks/usePoll';
import type { Node } from '../../types';

export function NodesPage() {
  const { data, problem } = usePoll<Node[]>('/admin/nodes');
  const now = useNow();
  return (
    <>
      <AdminHead title="Nodes" />
      <ProblemAlert problem={problem} />
      {!data && !problem && <Loading what="Loading nodes" />}
      {data?.length === 0 && <EmptyState headingLevel="h2" titleText="No node has checked in yet" variant="sm" />}
      <ul className="berth-nodes">{data?.map(node => <NodeCard key={node.id} node={node} now={now} />)}</ul>
    </>
  );
}
