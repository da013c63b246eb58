import { useOptional } from '../hooks/useOptional';
import type { Strategy } from '../nodes/types';

const RARELY_MS = 600_000;

/** Whether this server can explain where sessions run. */
export const useScheduler = () => useOptional<{ strategy: Strategy }>('/admin/settings/scheduler', RARELY_MS).data !== undefined;
