import { expect, test } from 'vitest';
import type { Placement } from '../src/nodes/types';
import { commonReasons, ordered, outcome } from '../src/placement/model';

const node = (name: string, verdict: 'chosen' | 'fits' | 'refused', ...reasons: string[]) => ({ id: name, name, zone: 'harbour', verdict, reasons, load: verdict === 'refused' ? null : name.length / 10 });
const placed = (...nodes: Placement['nodes']): Placement => ({ at: '', workspace: 'Desk', strategy: 'least-load', chosen: nodes.find(({ verdict }) => verdict === 'chosen')?.name ?? null, nodes });
const full = placed(node('a10', 'refused', 'memory short by 1.2 GiB', 'last seen 43 s ago'), node('a9', 'refused', 'memory short by 600 MiB'), node('long-name', 'fits'), node('a2', 'fits'), node('a1', 'chosen'));

test('the chosen one comes first, refusals last', () => {
  expect(ordered(full.nodes).map(({ name }) => name)).toEqual(['a1', 'a2', 'long-name', 'a9', 'a10']);
  expect(ordered(full.nodes, 'refused memory').map(({ name }) => name)).toEqual(['a9', 'a10']);
});

test('the outcome is one sentence', () => {
  expect(outcome(full, false)).toBe('It was placed on a1; 2 more fit, 2 refuse.');
  expect(outcome(placed(node('a1', 'chosen')), true)).toBe('It would run on a1.');
  expect(outcome(placed(node('a1', 'refused', 'disabled')), true)).toBe('It would run nowhere: the only agent refuses.');
  expect(outcome(placed(node('a1', 'refused'), node('a2', 'refused')), false)).toBe('It found no place: all 2 agents refuse.');
  expect(outcome(placed(), true)).toBe('There is no agent at all. Enrol one.');
});

test('reasons that differ in their numbers are counted together', () => {
  expect(commonReasons(full)).toEqual([['memory short', 2]]);
});

test('with more agents than are listed the counts of the server are told', () => {
  const many = { ...full, agents: 900, refused: { zone: 12, memory: 440 } };
  expect(outcome(many, true)).toBe('It would run on a1; 2 more fit, 2 refuse, 895 of 900 are not listed.');
  expect(commonReasons(many)).toEqual([['short of memory', 440], ['in another zone', 12]]);
});

test('a session on a machine names the server and the connection proxy, or why there is none', () => {
  const machine = { ...placed(node('p1', 'chosen'), node('p2', 'refused', 'is being drained')), agents: 2, servers: { chosen: 'desk 2', all: 2, listed: [], why: '' } };
  expect(outcome(machine, false)).toBe('It is on desk 2, through connection proxy p1, one of 2.');
  expect(outcome({ ...machine, servers: { ...machine.servers, chosen: null, why: 'desk 2 is disabled' } }, false)).toBe('It found no machine: desk 2 is disabled.');
  expect(outcome({ ...machine, chosen: null, servers: { ...machine.servers, why: 'no node has the role connection-proxy' } }, false)).toBe('It could not be connected: no node has the role connection-proxy.');
});
