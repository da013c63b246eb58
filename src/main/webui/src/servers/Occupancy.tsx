import { CapacityBar } from '../admin/CapacityBar';
import { occupancy } from './poolForm';
import type { Pool } from './types';

/** How much of a pool is taken; without a limit there is nothing to fill. */
export function Occupancy({ pool, label }: { pool: Pool; label: string }) {
  if (pool.capacity === null) return <span>{label && `${label}: `}{occupancy(pool)}</span>;
  return <CapacityBar label={label} name={`${pool.name} in use`} used={pool.sessions} total={pool.capacity} text={occupancy(pool)} />;
}
