import { waitingText } from '../src/nodes/enrolment';
import { expiryText, launchText, lineText, proxyText } from '../src/zones/overview';
import { describe, expect, it, test } from 'vitest';
import { changed, DEFAULTS, FIELDS, valueOf } from '../src/zones/fields';
import { graceLines, graceText, type Grace } from '../src/zones/grace';
import { pickedZone, roundTrip, roundTripText } from '../src/zones/roundTrip';

const field = (key: string) => FIELDS.find(one => one.key === key)!;

test('every setting has a field with an explanation', () => {
  expect(FIELDS.map(({ key }) => key).sort()).toEqual(Object.keys(DEFAULTS).sort());
  expect(FIELDS.filter(({ help }) => help.length < 20)).toEqual([]);
});

test('what is typed becomes what the server wants', () => {
  expect(valueOf(field('proxyPort'), ' 443 ')).toBe(443);
  expect(valueOf(field('proxyPort'), 'https')).toBe('https');
  expect(valueOf(field('registryMirror'), '  ')).toBeNull();
  expect(valueOf(field('boundary'), true)).toBe(true);
});

test('a boundary gives up alternate zones, and the other way round', () => {
  const closed = changed(DEFAULTS, 'boundary', true);
  expect(closed).toMatchObject({ boundary: true, searchAlternateZones: false });
  expect(changed(closed, 'searchAlternateZones', true)).toMatchObject({ boundary: false, searchAlternateZones: true });
});

test('the first round trip opens the connection and does not count', async () => {
  const ticks = [0, 300, 300, 340, 340, 362, 362, 400];
  expect(await roundTrip('https://proxy/desktop/.berth/probe', async () => new Response(null), () => ticks.shift()!)).toBe(22);
  expect(await roundTrip('https://proxy', async () => { throw new TypeError('unreachable'); })).toBeNull();
  expect([roundTripText(undefined), roundTripText(null), roundTripText(3.21), roundTripText(84.4)]).toEqual(['being measured', 'does not answer', '3.2 ms', '84 ms']);
});

test('a zone that may not be picked any more is not', () => {
  const choices = [{ name: 'east', home: true, probe: null }, { name: 'west', home: false, probe: null }];
  expect([pickedZone(choices, 'west'), pickedZone(choices, 'gone'), pickedZone(choices, null)]).toEqual(['west', '', '']);
});

describe('a zone at a glance', () => {
  const figures = { since: '', live: 3, started: 41, failed: 1, medianMillis: 1234, slowMillis: 3400 };
  it('says how launches went', () => {
    expect(launchText(figures)).toBe('41 of 42 started in the last 24 hours, half of them within 1.2 s, 95 % within 3.4 s');
    expect(launchText({ ...figures, started: 0, failed: 2, medianMillis: null, slowMillis: null })).toBe('0 of 2 started in the last 24 hours');
    expect(launchText(null)).toBe('None in the last 24 hours');
  });
  it('says how far the control plane is', () => {
    expect(lineText({ roundTripMillis: 104.4, lossPercent: 5 })).toBe('104 ms, 5 % lost');
    expect(lineText({ roundTripMillis: 4.84, lossPercent: 0 })).toBe('4.8 ms');
    expect(lineText({ roundTripMillis: null, lossPercent: 0 })).toBe('Not measured');
  });
  it('says what its proxies carry, and when its certificates end', () => {
    expect(proxyText([{ name: 'a', state: 'ready', streams: 1 }, { name: 'b', state: 'missing', streams: 7 }])).toBe('a: 1 stream, b: missing');
    expect(expiryText('2026-01-03T00:00:00Z', Date.parse('2026-01-01T00:00:00Z'))).toBe('The first expires in 2 d 0 h');
    expect(expiryText(null, 0)).toBe('None issued');
  });
});

describe('a token that nobody has shown', () => {
  it('is told from one that is new', () => {
    const createdAt = '2026-01-01T00:00:00Z';
    expect(waitingText({ createdAt }, Date.parse('2026-01-01T00:01:00Z'))).toEqual({ late: false, text: 'Waits for its node' });
    expect(waitingText({ createdAt }, Date.parse('2026-01-01T00:10:00Z')).text).toContain('Started, never checked in?');
  });
});

describe('grace', () => {
  const now = Date.parse('2026-01-01T00:01:00Z');
  const grace: Grace = { nodeId: '1', node: 'zone2a', zone: 'reef', graceSeconds: 300, listAt: '2026-01-01T00:00:56Z', silentSince: null, until: '2026-01-01T00:05:56Z', firstUseAt: null, lastUseAt: null, uses: 0 };
  it('says that it is at hand, in use perhaps, or over', () => {
    expect(graceText(grace, now)).toMatch(/^Ready for 5 min.*, list of revoked passes 4 s old$/);
    const silent = { ...grace, silentSince: '2026-01-01T00:00:57Z' };
    expect(graceText(silent, now)).toContain('may be letting people in by grace since');
    expect(graceText(silent, now + 600_000)).toContain('its grace is over');
  });
  it('is short for a large zone', () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ ...grace, nodeId: `${i}`, listAt: i === 7 ? '2026-01-01T00:00:40Z' : grace.listAt }));
    const silent = Array.from({ length: 25 }, (_, i) => ({ ...grace, node: `silent-${i}`, nodeId: `s${i}`, silentSince: grace.listAt }));
    const lines = graceLines([...many, ...silent], now);
    expect(lines).toHaveLength(22);
    expect(lines[0]).toMatch(/^500 nodes: Ready for 5 min.*20 s old$/);
    expect(lines.at(-1)).toContain('5 more nodes');
    expect(graceLines([], now)).toEqual([]);
  });
  it('says whom it let in', () => {
    const used = { ...grace, graceSeconds: 0, firstUseAt: '2026-01-01T00:00:10Z', lastUseAt: '2026-01-01T00:00:50Z', uses: 3 };
    expect(graceText(used, now)).toMatch(/^3 connections let in by grace since .*, the last 10 s ago$/);
  });
});
