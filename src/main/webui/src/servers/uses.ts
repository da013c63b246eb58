import type { Workspace } from '../types';
import type { Pool } from './types';

const quoted = (names: string[]) => (names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', '));
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const sessionsText = (count: number) => `${counted(count, 'session on it ends', 'sessions on it end')} at once.`;

/** What would miss a server, each in a sentence. */
export function usesOfServer(server: { id: string; sessions: number }, workspaces: Workspace[], pools: Pool[]): string[] {
  const led = workspaces.filter(({ serverId }) => serverId === server.id).map(({ name }) => name);
  const within = pools.filter(({ serverIds }) => serverIds.includes(server.id)).map(({ name }) => name);
  const uses: string[] = [];
  if (led.length > 0) uses.push(`${led.length === 1 ? 'The workspace' : 'The workspaces'} ${quoted(led)} ${led.length === 1 ? 'leads' : 'lead'} to it, and can then no longer be started.`);
  if (within.length > 0) uses.push(`It is taken out of ${within.length === 1 ? 'the pool' : 'the pools'} ${quoted(within)}.`);
  if (server.sessions > 0) uses.push(sessionsText(server.sessions));
  return uses;
}

export function usesOfPool(pool: Pool, workspaces: Workspace[]): string[] {
  const led = workspaces.filter(({ poolId }) => poolId === pool.id).map(({ name }) => name);
  return led.length > 0 ? [`${led.length === 1 ? 'The workspace' : 'The workspaces'} ${quoted(led)} ${led.length === 1 ? 'leads' : 'lead'} to it, and can then no longer be started.`] : [];
}
