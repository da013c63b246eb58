import { expect, test, vi } from 'vitest';

vi.stubGlobal('window', { addEventListener: () => undefined });
const { match, safeNext } = await import('../src/router');

test('after the login only paths of the console are followed', () => {
  const origin = 'https://berth.example';
  const to = (next: string | null) => safeNext(next, origin);
  expect(to('/sessions/1?x=2')).toBe('/sessions/1?x=2');
  expect(to('/admin/users')).toBe('/admin/users');
  for (const bad of [null, '', 'sessions', '//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)', '/api/logout', '/login', '/\t/evil.example']) {
    expect(to(bad), String(bad)).toBe('/');
  }
});

test('the id of a session is the one part after the prefix', () => {
  expect(match('/sessions/abc', '/sessions/')).toBe('abc');
  expect(match('/sessions/', '/sessions/')).toBeNull();
  expect(match('/sessions/a/b', '/sessions/')).toBeNull();
  expect(match('/users/a', '/sessions/')).toBeNull();
});
