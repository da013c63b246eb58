import { Problem, problemOf, unreachable } from './problem';
import { store } from './store';
import type { Login } from './types';

/** False while the API can not be reached at all; the banner listens to it. */
export const reachable = store(true);
/** The login of this page: undefined until known, null when there is none. */
export const login = store<Login | null | undefined>(undefined);

/** A device that changes its network breaks off what is on its way; reading again does no harm and mostly works. */
const RETRY_MS = 300;
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function send(method: Method, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = body instanceof Blob ? body.type : 'application/json';
  const csrf = login.get()?.csrfToken;
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  const ask = () => fetch(`/api${path}`, { method, headers, body: body === undefined ? null : body instanceof Blob ? body : JSON.stringify(body) });
  let response: Response;
  try {
    response = await (method === 'GET' ? ask().catch(() => pause(RETRY_MS).then(ask)) : ask());
  } catch {
    reachable.set(false);
    throw unreachable();
  }
  // A proxy in front answers for a server that is down; that is the same thing to the person waiting.
  const fromProxy = [502, 503, 504].includes(response.status) && !isProblem(response);
  reachable.set(!fromProxy);
  if (fromProxy) throw unreachable();
  return response;
}

const isProblem = (response: Response) =>
  response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;

async function request<T>(method: Method, path: string, body?: unknown, retried = false): Promise<T> {
  const response = await send(method, path, body);
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = await problemOf(response);
  if (problem.code === 'csrf' && !retried) {
    // Another tab may have logged in anew; its token is the valid one.
    await loadLogin();
    return request(method, path, body, true);
  }
  noteLoginChange(problem);
  throw problem;
}

function noteLoginChange(problem: Problem) {
  if (problem.code === 'unauthenticated') login.set(null);
  const current = login.get();
  if (problem.code === 'password-change-required' && current) {
    login.set({ ...current, user: { ...current.user, mustChangePassword: true } });
  }
}

export async function loadLogin(): Promise<void> {
  login.set(await request<Login>('GET', '/me'));
}

export const api = {
  get: <T>(path: string) => request<T>('GET', path),
  post: <T>(path: string, body?: unknown) => request<T>('POST', path, body),
  put: <T>(path: string, body: unknown) => request<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => request<T>('PATCH', path, body),
  /** A body that is a file of its own kind. */
  yaml: <T>(method: 'POST' | 'PUT', path: string, text: string) => request<T>(method, path, new Blob([text], { type: 'application/yaml' })),
  delete: <T>(path: string) => request<T>('DELETE', path),
};
