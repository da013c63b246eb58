import { usePoll } from './usePoll';

/** A part that a server may not have: absent is then true, and neither data nor a problem is there. */
export function useOptional<T>(path: string, everyMs?: number) {
  const polled = usePoll<T>(path, everyMs);
  const absent = polled.problem?.status === 404;
  return { ...polled, absent, problem: absent ? null : polled.problem };
}
