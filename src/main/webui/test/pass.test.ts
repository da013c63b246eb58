import { afterEach, expect, test, vi } from 'vitest';
import { Problem, unreachable } from '../src/problem';
import { GrantRefused } from '../src/session/grant';
import { orAsBefore, PassKeeper } from '../src/session/pass';
import type { Connection } from '../src/types';

const before: Connection = { protocol: 'vnc', grant: 'g', grantUrl: 'https://proxy/desktop/1/.berth/connect', url: 'wss://proxy/desktop/1/websockify', passSeconds: 75 };

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('when nobody answers, the proxy is asked as before, where the zone has grace', async () => {
  for (const silence of [unreachable(), new Problem(503, 'unavailable', '', ''), new GrantRefused(503)]) {
    expect(await orAsBefore(Promise.reject(silence), before)).toBe(before);
    await expect(orAsBefore(Promise.reject(silence), { ...before, passSeconds: 0 })).rejects.toBe(silence);
    await expect(orAsBefore(Promise.reject(silence), null)).rejects.toBe(silence);
  }
});

test('a refusal is a refusal', async () => {
  for (const refusal of [new Problem(410, 'session-ended', '', ''), new Problem(401, 'unauthenticated', '', ''), new GrantRefused(403)]) {
    await expect(orAsBefore(Promise.reject(refusal), before)).rejects.toBe(refusal);
  }
});

test('an answer that does not come is not waited for', async () => {
  vi.useFakeTimers();
  const asked = orAsBefore(new Promise<Connection>(() => undefined), before);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(await asked).toBe(before);
});

test('a pass is asked for at once and again and again, until the page lets go', () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => { asked.push(url); return Promise.reject(new TypeError('away')); });
  const keeper = new PassKeeper();
  keeper.keep({ ...before, passSeconds: 0 });
  expect(asked).toEqual([]);
  keeper.keep(before);
  vi.advanceTimersByTime(150_000);
  expect(asked).toEqual(Array(3).fill('https://proxy/desktop/1/.berth/pass'));
  keeper.stop();
  vi.advanceTimersByTime(150_000);
  expect(asked).toHaveLength(3);
});
