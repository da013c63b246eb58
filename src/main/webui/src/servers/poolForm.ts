import type { Pool, PoolFields } from './types';

export const EMPTY_POOL: PoolFields = { name: '', description: '', serverIds: [], exclusive: false, strategy: 'least-load', enabled: true };

export function poolFieldsOf(pool: Pool): PoolFields {
  const { id: _id, sessions: _sessions, capacity: _capacity, ...fields } = pool;
  return { ...EMPTY_POOL, ...fields };
}

export function checkPool(pool: PoolFields): Partial<Record<string, string>> {
  const errors: Partial<Record<string, string>> = {};
  if (!pool.name.trim()) errors.name = 'Give the pool a name.';
  if (pool.serverIds.length === 0) errors.serverIds = 'Choose at least one server.';
  return errors;
}

export const occupancy = (pool: Pick<Pool, 'sessions' | 'capacity'>) =>
  (pool.capacity === null ? `${pool.sessions} ${pool.sessions === 1 ? 'session' : 'sessions'}, no limit` : `${pool.sessions} of ${pool.capacity} ${pool.capacity === 1 ? 'session' : 'sessions'}`);
