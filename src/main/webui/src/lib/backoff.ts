const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Waiting time before the given attempt (0 is the first); doubles, with some spread so that not all browsers return at once. */
export function backoff(attempt: number, random = Math.random): number {
  const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(base * (0.85 + 0.3 * random()));
}
