import type { Frames } from './scan';

/** A pause longer than this is one that nobody wants to watch. */
const IDLE_MS = 2_000;
/** So much of it is left before something happens. */
const LEAD_MS = 500;

/** The last frame that is drawn by then; -1 before the first. */
export function frameAt(times: number[], position: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** How much happened in each of so many slices, 0 to 1. Logarithmic, because a new picture outweighs a thousand typed letters. */
export function activity({ times, weights }: Frames, duration: number, slices: number): number[] {
  const sums = new Array<number>(slices).fill(0);
  if (duration <= 0) return sums;
  // what the first picture weighs says nothing about what was done
  for (let i = 1; i < times.length; i++) {
    const slice = Math.min(slices - 1, Math.floor((times[i]! / duration) * slices));
    sums[slice]! += weights[i]!;
  }
  const most = Math.log1p(Math.max(...sums, 1));
  return sums.map(sum => Math.log1p(sum) / most);
}

/** Where to go on when nothing happens for a while from here; null when something does. */
export function afterIdle({ times, weights }: Frames, position: number): number | null {
  let next = frameAt(times, position) + 1;
  while (next < times.length && weights[next] === 0) next++;
  if (next >= times.length) return null;
  const target = times[next]! - LEAD_MS;
  return times[next]! - position > IDLE_MS ? target : null;
}
