import { expect, test } from 'vitest';
import { mayReload } from '../src/missingParts';

test('a missing part reloads the page once, not in a circle', () => {
  expect(mayReload(null, 50_000)).toBe(true);
  expect(mayReload('49000', 50_000)).toBe(false);
  expect(mayReload('47000', 50_000)).toBe(true);
});
