import { expect, test } from 'vitest';
import { asProblem, parseRetryAfter, problemOf } from '../src/problem';

test('a problem document is taken as it is', async () => {
  const problem = await problemOf(Response.json(
    { title: 'Too many attempts', detail: 'Wait a little.', code: 'rate-limited', errors: [{ field: 'name', message: 'No.' }] },
    { status: 429, headers: { 'Retry-After': '20' } },
  ));
  expect(problem).toMatchObject({ status: 429, code: 'rate-limited', title: 'Too many attempts', detail: 'Wait a little.', retryAfter: 20 });
  expect(problem.fieldError('name')).toBe('No.');
  expect(problem.fieldError('other')).toBeUndefined();
});

test('an answer without a document still says something', async () => {
  const problem = await problemOf(new Response('<h1>oops</h1>', { status: 500 }));
  expect(problem.title).toBe('Something went wrong');
  expect(problem.detail).toContain('500');
});

test('Retry-After as seconds, as a date, and as nonsense', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  expect(parseRetryAfter('30', now)).toBe(30);
  expect(parseRetryAfter('Thu, 01 Jan 2026 12:01:00 GMT', now)).toBe(60);
  expect(parseRetryAfter('later', now)).toBeNull();
  expect(parseRetryAfter(null, now)).toBeNull();
});

test('anything thrown can be shown', () => {
  expect(asProblem(new TypeError('x is not y')).detail).toBe('x is not y');
});
