import { usePoll } from '../hooks/usePoll';
import type { Pool, Server } from './types';

const SOMETIMES_MS = 15_000;

/** What workspaces can lead to; undefined until it is known. */
export function useMachines() {
  const servers = usePoll<Server[]>('/admin/servers', SOMETIMES_MS).data;
  const pools = usePoll<Pool[]>('/admin/server-pools', SOMETIMES_MS).data;
  return { servers, pools };
}
