import { expect, test, vi } from 'vitest';
import { layout, WIDE } from '../src/map/layout';
import { boxesOf, deployment, reasonText } from '../src/map/model';
import { aNode, nodes } from './fake/deployment';

vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00Z') });
const database = { lines: ['PostgreSQL 18'], broken: null };
const mapOf = (all = nodes()) => deployment(all, database, Date.now());
const broken = (map: ReturnType<typeof mapOf>) => map.links.filter(link => link.broken.length > 0).map(link => `${link.name}: ${reasonText(link)}`);

test('roles and zones become boxes, whatever their number', () => {
  expect(boxesOf(mapOf(nodes(100))).map(({ title, zone }) => [title, zone])).toEqual([
    ['Browsers', null], ['2 zone proxies', 'harbour'], ['70 agents', 'harbour'], ['Connection proxy', 'harbour'],
    ['Zone proxy', 'reef'], ['34 agents', 'reef'], ['Connection proxy', 'reef'], ['2 web apps', null], ['Database', null],
  ]);
});

test('a broken link says why, and a single node is not named twice', () => {
  expect(broken(mapOf())).toEqual([
    'Agents in reef → Web apps: reef-agent-1: last seen 43 s ago',
    'reef-connect-1 → Web apps: https://reef-connect-1.example:8443: connection refused',
  ]);
  expect(broken(deployment([aNode('a', { roles: ['web-app'] })], { ...database, broken: 'The database does not answer.' }, Date.now())))
    .toEqual(['a → Database: The database does not answer.']);
});

test('streams of a missing node may go on, those of a dead one do not', () => {
  const all = [aNode('proxy', { roles: ['zone-proxy', 'web-app'] }), ...Array.from({ length: 6 }, (_, i) => aNode(`a${i}`, { state: i < 5 ? 'dead' : 'missing' }))];
  const link = mapOf(all).links.find(({ kind, to }) => kind === 'session' && to === 'agent harbour')!;
  expect(reasonText(link)).toBe('a0: dead; a1: dead; a2: dead; and 2 more of 6');
});

test('one program with all roles needs no way to itself', () => {
  const map = mapOf([aNode('one', { roles: ['web-app', 'database', 'agent', 'connection-proxy', 'zone-proxy'] })]);
  expect(map.links.map(({ id }) => id)).toEqual([
    'browser → zone-proxy harbour', 'zone-proxy harbour → agent harbour', 'zone-proxy harbour → connection-proxy harbour', 'web-app → database',
  ]);
});

test.each([320, 600, WIDE, 2400])('nothing overlaps or leaves a width of %i', width => {
  const { boxes, lines, height } = layout(mapOf(), width);
  const places = [...boxes.values()];
  for (const a of places) {
    expect(a.x >= 0 && a.x + a.w <= width + 0.5 && a.y >= 0 && a.y + a.h <= height + 0.5).toBe(true);
    for (const b of places) if (a !== b) expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true);
  }
  expect(lines.every(({ d, middle }) => !d.includes('NaN') && middle.every(Number.isFinite))).toBe(true);
});
