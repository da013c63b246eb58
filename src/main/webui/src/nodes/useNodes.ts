import { useMemo } from 'react';
import { usePoll } from '../hooks/usePoll';
import { readNode, type WireNode } from './model';

export function useNodes(everyMs = 5000) {
  const { data, problem, refresh } = usePoll<WireNode[]>('/admin/nodes', everyMs);
  const nodes = useMemo(() => data?.map(readNode), [data]);
  return { nodes, problem, refresh };
}
