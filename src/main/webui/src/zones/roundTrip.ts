import type { ZoneChoice } from './types';

const ASKED = 3;
const LIMIT_MS = 5000;
const KEY = 'berth-zone';

/** The way to a zone's proxy and back in milliseconds; null when it does not answer. The first one also opens the connection, so it does not count. */
export async function roundTrip(probe: string, ask: typeof fetch = fetch, now: () => number = () => performance.now()): Promise<number | null> {
  let best: number | null = null;
  try {
    for (let i = 0; i <= ASKED; i++) {
      const begun = now();
      await ask(`${probe}?${i}`, { mode: 'cors', credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(LIMIT_MS) });
      const took = now() - begun;
      if (i > 0) best = best === null ? took : Math.min(best, took);
    }
  } catch {
    return best;
  }
  return best;
}

export const roundTripText = (millis: number | null | undefined) =>
  millis === undefined ? 'being measured' : millis === null ? 'does not answer' : `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms`;

/** The zone that was picked in this browser, if it may still be; empty for the one that the server chooses. */
export function pickedZone(choices: ZoneChoice[], kept = localStorage.getItem(KEY)): string {
  return choices.some(({ name }) => name === kept) ? kept! : '';
}

export const keepZone = (zone: string) => (zone ? localStorage.setItem(KEY, zone) : localStorage.removeItem(KEY));
