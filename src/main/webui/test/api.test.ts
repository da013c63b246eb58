import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api, login, reachable } from '../src/api';
import type { Login } from '../src/types';

const answer = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
const someone: Login = { user: { id: '1', name: 'ann', role: 'user', mustChangePassword: false }, csrfToken: 'old' };
const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ title: code, detail: code, code }), { status, headers: { 'Content-Type': 'application/problem+json' } });
const headers = (call: number) => answer.mock.calls[call]?.[1].headers as Record<string, string>;

beforeEach(() => {
  vi.stubGlobal('fetch', answer);
  login.set(someone);
  reachable.set(true);
});
afterEach(() => answer.mockReset());

test('only requests that change something carry the token', async () => {
  answer.mockImplementation(async () => Response.json([]));
  await api.get('/sessions');
  await api.post('/sessions', { workspaceId: 'w' });
  expect(headers(0)['X-CSRF-Token']).toBeUndefined();
  expect(headers(1)['X-CSRF-Token']).toBe('old');
});

test('a stale token is fetched anew, once', async () => {
  answer.mockResolvedValueOnce(problem(403, 'csrf'))
    .mockResolvedValueOnce(Response.json({ ...someone, csrfToken: 'new' }))
    .mockResolvedValueOnce(new Response(null, { status: 204 }));
  await api.delete('/sessions/1');
  expect(headers(2)['X-CSRF-Token']).toBe('new');
});

test('a refusal for good is not repeated for ever', async () => {
  answer.mockImplementation(async url => (url.endsWith('/me') ? Response.json(someone) : problem(403, 'csrf')));
  await expect(api.delete('/sessions/1')).rejects.toMatchObject({ code: 'csrf' });
  expect(answer).toHaveBeenCalledTimes(3);
});

test('an ended login leads back to the login page', async () => {
  answer.mockResolvedValue(problem(401, 'unauthenticated'));
  await expect(api.get('/sessions')).rejects.toMatchObject({ status: 401 });
  expect(login.get()).toBeNull();
});

test('a demanded password change is remembered', async () => {
  answer.mockResolvedValue(problem(403, 'password-change-required'));
  await expect(api.get('/sessions')).rejects.toMatchObject({ status: 403 });
  expect(login.get()?.user.mustChangePassword).toBe(true);
});

test('what a change of the network broke off is read again, but never written again', async () => {
  answer.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce(Response.json(someone));
  await api.get('/me');
  expect(reachable.get()).toBe(true);
  answer.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await expect(api.post('/sessions', {})).rejects.toMatchObject({ network: true });
  expect(answer).toHaveBeenCalledTimes(3);
});

test('a dead network and a proxy without a server look the same', async () => {
  answer.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await expect(api.get('/me')).rejects.toMatchObject({ network: true });
  expect(reachable.get()).toBe(false);
  answer.mockResolvedValueOnce(Response.json(someone));
  await api.get('/me');
  expect(reachable.get()).toBe(true);
  answer.mockResolvedValueOnce(new Response('Bad Gateway', { status: 502 }));
  await expect(api.get('/me')).rejects.toMatchObject({ network: true });
  expect(reachable.get()).toBe(false);
});

test('no capacity is a refusal, not an outage', async () => {
  answer.mockResolvedValue(problem(503, 'no-capacity'));
  await expect(api.post('/sessions', {})).rejects.toMatchObject({ code: 'no-capacity', network: false });
  expect(reachable.get()).toBe(true);
});
