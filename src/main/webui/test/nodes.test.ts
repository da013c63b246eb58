import { expect, test, vi } from 'vitest';
import { drainText } from '../src/nodes/drain';
import { joining } from '../src/nodes/enrolment';
import { checkLimits, limitsBody, limitsOf } from '../src/nodes/limits';
import { filterNodes, inOrder, NO_FILTER, parseLabels, readNode, summary, troubles, usualVersion } from '../src/nodes/model';
import { filterOf, queryOf } from '../src/nodes/useNodeFilter';
import { aNode, nodes } from './fake/deployment';

vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00Z') });
const now = Date.now();
const names = (found: { name: string }[]) => found.map(({ name }) => name);

test('a server from before enrolment is understood, and offers no more than it knows', () => {
  const node = readNode({ id: '1', name: 'one', zone: 'z', roles: ['agent'], version: '1', address: 'https://one', state: 'healthy', cores: 4, memoryBytes: 8, reservedCores: 1, reservedMemoryBytes: 2, liveSessions: 3 });
  expect(node).toMatchObject({ url: 'https://one', state: 'ready', sessions: 3, capacity: { cores: 4, reservedCores: 1, gpus: 0 } });
  expect(node.enabled).toBeUndefined();
  expect(troubles(node, now)).toEqual([]);
});

test('what is wrong is said in sentences, and the address only once', () => {
  const said = (more: Parameters<typeof aNode>[1]) => troubles(aNode('a', more), now).map(({ text }) => text);
  expect(said({ reach: { ok: false, detail: 'connection refused', checkedAt: null } })).toEqual(['Can not be reached at https://a.example:8443: connection refused']);
  expect(said({ reach: { ok: false, detail: 'https://a.example:8443: no route', checkedAt: null } })).toEqual(['Can not be reached at https://a.example:8443: no route']);
  expect(said({ state: 'missing', lastSeenAt: '2026-01-01T11:59:17Z' })).toEqual(['Last seen 43 s ago. Its sessions can not be reached until it is back.']);
  expect(said({ certificateExpiresAt: '2026-01-01T11:00:00Z' })).toEqual(['Its certificate has expired: enrol it anew.']);
  expect(said({ clockOffsetMillis: -9000, findings: ['The disk is full.'] })).toEqual(['Its clock is 9 s behind.', 'The disk is full.']);
});

test('filters by zone, role, state and label together', () => {
  const all = nodes(4);
  expect(names(filterNodes(all, { ...NO_FILTER, zone: 'reef', role: 'agent' }, now))).toEqual(['reef-agent-1', 'agent-3']);
  expect(names(filterNodes(all, { ...NO_FILTER, search: 'gpu=l40' }, now))).toEqual(['agent-gpu']);
  expect(names(filterNodes(all, { ...NO_FILTER, state: 'troubled' }, now))).toEqual(['reef-connect-1', 'reef-agent-1', 'agent-old', 'agent-new']);
  expect(filterOf(queryOf({ zone: 'reef', state: 'missing' }))).toEqual({ ...NO_FILTER, zone: 'reef', state: 'missing' });
});

test('those in trouble come first, and 500 are counted quickly', () => {
  expect(names(inOrder(nodes(11), now)).slice(0, 6)).toEqual(['reef-agent-1', 'agent-new', 'agent-old', 'reef-connect-1', 'agent-1', 'agent-2']);
  expect(summary(nodes(491))).toBe('500 nodes: 496 healthy, 1 draining, 1 joining, 1 missing, 1 unreachable');
});

test('versions are only spoken of when they differ', () => {
  expect(usualVersion([aNode('a'), aNode('b')])).toBeNull();
  expect(usualVersion(nodes())).toBe('1.4.0');
});

test('a drain says what is left and what becomes of it', () => {
  const drain = { since: '2026-01-01T11:55:00Z', deadline: '2026-01-01T12:20:00Z', move: true, drainedAt: null };
  expect(drainText({ drain, sessions: 2 }, now)).toBe('Draining: 2 sessions left. In 20 min 00 s those that remain are ended and offered anew elsewhere.');
  expect(drainText({ drain: { ...drain, deadline: null }, sessions: 1 }, now)).toBe('Draining for 5 min 00 s: 1 session left. They go on until their people end them.');
  expect(drainText({ drain: { ...drain, drainedAt: '2026-01-01T12:00:00Z' }, sessions: 0 }, now)).toMatch(/^Drained/);
});

test('labels and limits are checked before they are sent', () => {
  expect(parseLabels('gpu=l40\n rack = b4 \n')).toEqual({ labels: { gpu: 'l40', rack: 'b4' } });
  for (const bad of ['gpu', '=l40', 'a=1\na=2']) expect(parseLabels(bad)).toHaveProperty('error');
  const form = limitsOf(aNode('a', { labels: { x: '1' }, maxSessions: 5 }));
  expect(checkLimits(form)).toEqual({});
  expect(limitsBody(form, aNode('a'))).toEqual({ labels: { x: '1' }, maxSessions: 5, overrides: { cpuOvercommit: 1, memoryOvercommit: 1, gpus: null, cpuMode: 'shares' } });
  expect(limitsBody(limitsOf(aNode('a', { overrides: null })), aNode('a'))).toMatchObject({ maxSessions: null, overrides: { cpuOvercommit: null, cpuMode: null } });
  expect(Object.keys(checkLimits({ ...form, maxSessions: '1.5', cpuOvercommit: '0', memoryOvercommit: 'x' }))).toEqual(['maxSessions', 'cpuOvercommit', 'memoryOvercommit']);
});

test('an enrolment is followed until the node can be reached', () => {
  const mine = { id: 'e', roles: ['agent'], zone: 'z', expiresAt: '2026-01-01T13:00:00Z' };
  const used = [{ ...mine, usedBy: 'a' }];
  const step = (...rest: Parameters<typeof joining> extends [unknown, ...infer R] ? R : never) => joining(mine, ...rest);
  expect(step(undefined, undefined, now).step).toBe('waiting');
  expect(step([], [], now).step).toBe('revoked');
  expect(step([mine], [], Date.parse('2026-01-01T13:00:01Z')).step).toBe('expired');
  expect(step(used, [], now)).toEqual({ step: 'checking', node: null });
  expect(step(used, [aNode('a', { reach: { ok: false, detail: 'timed out', checkedAt: null } })], now)).toMatchObject({ step: 'unreachable', text: 'https://a.example:8443: timed out' });
  expect(step(used, [aNode('a', { state: 'pending', reach: null })], now).step).toBe('checking');
  expect(step(used, [aNode('a')], now).step).toBe('joined');
});
