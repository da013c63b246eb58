import { expect, test } from 'vitest';
import { ago, bytes, cores, duration } from '../src/lib/format';

test('sizes use the unit that keeps the number short', () => {
  expect([0, 1023, 1024, 1536, 4 * 2 ** 30, 9.1e6].map(bytes)).toEqual(['0 B', '1023 B', '1 KiB', '1.5 KiB', '4 GiB', '8.7 MiB']);
});

test('durations are as exact as the distance asks for', () => {
  expect(duration(-5)).toBe('0 s');
  expect(duration(59_999)).toBe('59 s');
  expect(duration(249_000)).toBe('4 min 09 s');
  expect(duration(3_900_000)).toBe('1 h 05 min');
  expect(duration(90_000_000)).toBe('1 d 1 h');
});

test('ages', () => {
  const now = Date.parse('2026-01-02T00:00:00Z');
  expect(ago(null, now)).toBe('never');
  expect(ago('2026-01-01T23:59:58Z', now)).toBe('just now');
  expect(ago('2026-01-01T23:00:00Z', now)).toBe('1 h ago');
});

test('cores', () => {
  expect([1, 0.5, 7.999].map(cores)).toEqual(['1 core', '0.5 cores', '8 cores']);
});
