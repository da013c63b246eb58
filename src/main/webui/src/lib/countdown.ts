import type { Session } from '../types';

/** How far the clock of this device is behind the clock of the server, in milliseconds. */
export function clockOffset(serverTime: string, receivedAt: number): number {
  const server = Date.parse(serverTime);
  return Number.isNaN(server) ? 0 : server - receivedAt;
}

/** Milliseconds until the hard limit by the clock of the server, or null when there is none. */
export function timeLeft(session: Pick<Session, 'expiresAt'>, offset: number, now: number): number | null {
  if (!session.expiresAt) return null;
  return Math.max(0, Date.parse(session.expiresAt) - (now + offset));
}

export type Warning = 'none' | 'soon' | 'now';

/** Five minutes are enough to save work; one minute is the last call. */
export function warningFor(left: number | null): Warning {
  if (left === null || left > 5 * 60_000) return 'none';
  return left > 60_000 ? 'soon' : 'now';
}
