import { api } from '../api';
import type { Connection } from '../types';

/** The browser can not reach the address where sessions are served, although it reaches the console. */
export class OriginUnreachable extends Error {
  constructor(readonly origin: string) {
    super(`No answer from ${origin}`);
  }
}

/** The session's address says no to a grant. */
export class GrantRefused extends Error {
  constructor(readonly status: number) {
    super(`The session address refused the grant with status ${status}.`);
  }
}

const early = new Map<string, Promise<Connection | null>>();

/** Fetches the token while the session is still starting, so that its stream opens without a round trip. */
export function redeemEarly(sessionId: string) {
  early.set(sessionId, redeemGrant(sessionId).catch(() => null));
}

/** The token fetched early, once; otherwise a fresh one. */
export async function token(sessionId: string): Promise<Connection> {
  const fetched = early.get(sessionId);
  early.delete(sessionId);
  return (await fetched) ?? redeemGrant(sessionId);
}

/** Gets a fresh grant and redeems it for the cookie that the stream asks for. */
export async function redeemGrant(sessionId: string): Promise<Connection> {
  const connection = await api.post<Connection>(`/sessions/${sessionId}/connect`);
  let response: Response;
  try {
    response = await fetch(connection.grantUrl, {
      method: 'POST', body: connection.grant, credentials: 'include', headers: { 'Content-Type': 'text/plain' },
    });
  } catch (failure) {
    const origin = new URL(connection.grantUrl, location.href).origin;
    throw origin === location.origin ? failure : new OriginUnreachable(origin);
  }
  if (!response.ok) throw new GrantRefused(response.status);
  return connection;
}
