import { expect, test } from 'vitest';
import { backoff } from '../src/lib/backoff';

const middle = () => 0.5;

test('the first attempts come quickly, later ones at most every fifteen seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 1000].map(attempt => backoff(attempt, middle))).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
});

test('the spread stays within fifteen percent', () => {
  expect(backoff(1, () => 0)).toBe(850);
  expect(backoff(1, () => 1)).toBe(1150);
});
