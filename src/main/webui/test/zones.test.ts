import { expect, test } from 'vitest';
import { changed, DEFAULTS, FIELDS, valueOf } from '../src/zones/fields';
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
