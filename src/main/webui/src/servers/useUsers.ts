import { usePoll } from '../hooks/usePoll';
import type { Workspace } from '../types';
import type { Pool } from './types';

const SOMETIMES_MS = 15_000;
const NO_WORKSPACES: Workspace[] = [];
const NO_POOLS: Pool[] = [];

/** Whatever may lead to a server. */
export function useUsers() {
  const workspaces = usePoll<Workspace[]>('/admin/workspaces', SOMETIMES_MS).data ?? NO_WORKSPACES;
  const pools = usePoll<Pool[]>('/admin/server-pools', SOMETIMES_MS).data ?? NO_POOLS;
  return { workspaces, pools };
}
