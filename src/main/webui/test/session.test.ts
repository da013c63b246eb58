import { expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
const { closeMeaning } = await import('../src/session/streamLink');
const { nearestPlace, nextEdge } = await import('../src/session/place');
const { typedSince } = await import('../src/session/typed');
const { keysymOf } = await import('../src/session/keys');
const { passwordRules } = await import('../src/lib/passwordRules');

test('a dropped stream comes back by itself, an ended one is asked about', () => {
  expect([1006, 1001, 1011, 4503, 4502, 4504].map(closeMeaning)).toEqual(Array(6).fill('retry'));
  expect([1000, 4404, 4409, 4410].map(closeMeaning)).toEqual(['ask-session', 'ask-session', 'ask-session', 'ask-session']);
  expect(closeMeaning(4401)).toBe('ask-login');
});

test('the toolbar lands on the nearest edge and stays within it', () => {
  expect(nearestPlace(500, 10, 1000, 800)).toEqual({ edge: 'top', offset: 0.5 });
  expect(nearestPlace(990, 400, 1000, 800)).toEqual({ edge: 'right', offset: 0.5 });
  expect(nearestPlace(0, 800, 1000, 800).offset).toBeGreaterThan(0);
  expect(nextEdge('left')).toBe('top');
});

test('changes of the hidden field become keys', () => {
  expect(typedSince('___', '___a')).toEqual({ removed: 0, added: 'a' });
  expect(typedSince('___teh', '___the')).toEqual({ removed: 2, added: 'he' });
  expect(typedSince('___', '__')).toEqual({ removed: 1, added: '' });
  expect([...'aé€\n'].map(keysymOf)).toEqual([0x61, 0xe9, 0x10020ac, 0xff0d]);
});

test('the rules of a new password are told one by one', () => {
  expect(passwordRules('old', 'short', '').map(rule => rule.met)).toEqual([false, true, false]);
  expect(passwordRules('same-old-password', 'same-old-password', 'same-old-password').map(rule => rule.met)).toEqual([true, false, true]);
  expect(passwordRules('old', 'long-enough-now', 'long-enough-now').every(rule => rule.met)).toBe(true);
});

test('only what the server allows is offered, in one order', async () => {
  const { restActions } = await import('../src/lib/sessionActions');
  expect(restActions({ actions: ['stop', 'end', 'pause'] }).map(({ action }) => action)).toEqual(['pause', 'stop']);
  expect(restActions({ actions: ['end', 'resume'] }).map(({ title }) => title)).toEqual(['Resume']);
  expect(restActions({ actions: [] })).toEqual([]);
});
