import { expect, test } from 'vitest';
import { clockOffset, timeLeft, warningFor } from '../src/lib/countdown';

const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);

test('the clock of the server counts, not that of the device', () => {
  // The device is ten minutes slow.
  const offset = clockOffset('2026-01-01T12:10:00Z', at('12:00:00'));
  expect(offset).toBe(600_000);
  expect(timeLeft({ expiresAt: '2026-01-01T12:14:00Z' }, offset, at('12:00:00'))).toBe(240_000);
});

test('no limit, and a limit that has passed', () => {
  expect(timeLeft({ expiresAt: null }, 0, at('12:00:00'))).toBeNull();
  expect(timeLeft({ expiresAt: '2026-01-01T11:00:00Z' }, 0, at('12:00:00'))).toBe(0);
});

test('an unreadable server time does not shift anything', () => {
  expect(clockOffset('soon', 5)).toBe(0);
});

test('warnings at five minutes and at one', () => {
  expect([null, 300_001, 300_000, 60_001, 60_000, 0].map(warningFor)).toEqual(['none', 'none', 'soon', 'soon', 'now', 'now']);
});
