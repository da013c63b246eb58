import { expect, test } from 'vitest';
import { bodyOf, checkForm, EMPTY_FORM, formOf, initialOf } from '../src/admin/form';
import { OPEN_POLICY, withKind } from '../src/admin/kind';
import { checkServer, copyOf, EMPTY_SERVER, serverFieldsOf, serverFormOf, withProtocol, writableServer } from '../src/servers/form';
import { allowedOnly, firstValue, PARAMETERS } from '../src/servers/parameters';
import { checkPool, EMPTY_POOL, occupancy, poolFieldsOf } from '../src/servers/poolForm';
import { addressOf } from '../src/servers/protocols';
import { adviceFor, millis, shownCertificate, STATIONS, stations } from '../src/servers/test';
import { usesOfPool, usesOfServer } from '../src/servers/uses';
import { noProxies, noProxy } from '../src/servers/zones';
import type { Workspace } from '../src/types';
import { aNode } from './fake/deployment';
import { aPool, aServer, failedTest, passedTest } from './fake/servers';

const filled = { ...EMPTY_SERVER, name: ' Office ', host: ' pc7 ', zone: 'harbour' };

test('a server survives being opened and saved, and its secrets are left alone', () => {
  const server = aServer('one', { port: 3390, maxSessions: 2, labels: { team: 'blue' }, parameters: { 'color-depth': '16' } });
  expect(writableServer(server)).toMatchObject({
    name: 'one', port: 3390, maxSessions: 2, maxUsers: null, labels: { team: 'blue' }, parameters: { 'color-depth': '16' }, password: null, privateKey: null, passphrase: null,
  });
  expect(writableServer(server)).not.toHaveProperty('passwordSet');
  expect(writableServer(server)).not.toHaveProperty('sessions');
});

test('secrets are kept by null, set by a text and removed by nothing', () => {
  const form = serverFormOf(aServer('one'));
  expect(serverFieldsOf({ ...form, password: 'new', privateKey: '' })).toMatchObject({ password: 'new', privateKey: '', passphrase: null });
  expect(copyOf(aServer('one'))).toMatchObject({ name: 'one (copy)', enabled: false, password: null });
});

test('mistakes that can not be sent are found before', () => {
  expect(checkServer(filled)).toEqual({});
  expect(serverFieldsOf(filled)).toMatchObject({ name: 'Office', host: 'pc7', port: null, maxSessions: null, labels: {} });
  expect(Object.keys(checkServer({ ...EMPTY_SERVER, port: '70000', certificate: 'pin', maxSessions: '0', maxUsers: 'x', labels: 'team', parameters: { 'color-depth': ' ' } })))
    .toEqual(['name', 'host', 'port', 'zone', 'pinnedCertificate', 'maxSessions', 'maxUsers', 'labels', 'parameters']);
});

test('another protocol takes along what it knows, and trusts nothing by itself', () => {
  const rdp = { ...filled, security: 'nla' as const, certificate: 'accept' as const, parameters: { 'color-depth': '16', console: 'true' } };
  expect(withProtocol(rdp, 'ssh')).toMatchObject({ protocol: 'ssh', security: 'any', certificate: 'pin', parameters: {} });
  expect(withProtocol(rdp, 'vnc')).toMatchObject({ certificate: 'refuse', parameters: { 'color-depth': '16' } });
  expect(allowedOnly('ssh', { 'font-size': '12', hostname: 'evil' })).toEqual({ 'font-size': '12' });
  for (const parameter of PARAMETERS.rdp) expect(typeof firstValue(parameter)).toBe('string');
});

test('addresses are written as one reads them', () => {
  expect(addressOf({ protocol: 'ssh', host: 'pc7', port: null })).toBe('pc7:22');
  expect(addressOf({ protocol: 'vnc', host: 'fd00::7', port: 5901 })).toBe('[fd00::7]:5901');
});

test('a test is drawn as stations, those after the failure not reached', () => {
  expect(stations(undefined).map(({ name }) => name)).toEqual([...STATIONS]);
  expect(stations(failedTest()).map(({ name, step }) => `${name} ${step ? step.ok : 'open'}`)).toEqual([
    'guacd true', 'name true', 'network true', 'port false', 'protocol open', 'security open', 'credentials open', 'picture open',
  ]);
  expect(stations(passedTest()).every(({ step }) => step?.ok)).toBe(true);
  for (const name of STATIONS) expect(adviceFor(name, 'rdp').length).toBeGreaterThan(20);
  expect(adviceFor('security', 'ssh')).toContain('host key');
  expect([millis(12.4), millis(5012)]).toEqual(['12 ms', '5.0 s']);
});

test('a certificate that a test came upon can be pinned', () => {
  const fingerprint = `sha256:${Array.from({ length: 32 }, () => 'a1').join(':')}`;
  const shown = (detail: string) => shownCertificate({ ok: false, proxy: null, steps: [{ name: 'security', ok: false, detail, millis: 1 }] });
  expect(shown(`It is not trusted: made by itself. Pin it (${fingerprint}), or accept any certificate.`)).toBe(fingerprint);
  expect(shown('The machine does not accept the security mode nla.')).toBeNull();
  expect(shownCertificate(failedTest())).toBeNull();
});

test('a zone without a connection proxy is said in a sentence', () => {
  const proxy = (name: string, more = {}) => aNode(name, { roles: ['connection-proxy'], ...more });
  expect(noProxy(undefined, 'harbour')).toBeNull();
  expect(noProxy([aNode('a')], 'harbour')).toMatch(/^No node has the role/);
  expect(noProxy([proxy('c')], 'harbour')).toBeNull();
  expect(noProxy([proxy('c')], 'reef')).toBe('No connection proxy is in zone reef. There is one in harbour.');
  expect(noProxy([proxy('c', { state: 'draining' })], 'harbour')).toBe('No connection proxy of zone harbour takes sessions: c is draining.');
  expect(noProxies([proxy('c')], ['reef', 'reef', 'harbour'])).toHaveLength(1);
});

test('what uses a server or a pool is told before it is deleted', () => {
  const workspace = (name: string, more: Partial<Workspace>) => ({ ...({} as Workspace), name, ...more });
  const server = aServer('one', { sessions: 1 });
  expect(usesOfServer(server, [workspace('Office', { serverId: server.id })], [aPool('Class', { serverIds: [server.id] })])).toEqual([
    'The workspace Office leads to it, and can then no longer be started.', 'It is taken out of the pool Class.', '1 session on it ends at once.',
  ]);
  expect(usesOfServer(aServer('two', { sessions: 0 }), [], [])).toEqual([]);
  expect(usesOfPool(aPool('Class'), [workspace('A', { poolId: 'pool-Class' }), workspace('B', { poolId: 'pool-Class' })])[0]).toMatch(/^The workspaces A, B lead/);
});

test('a pool needs a name and servers', () => {
  expect(Object.keys(checkPool(EMPTY_POOL))).toEqual(['name', 'serverIds']);
  expect(poolFieldsOf(aPool('Class'))).not.toHaveProperty('capacity');
  expect([occupancy({ sessions: 2, capacity: 8 }), occupancy({ sessions: 1, capacity: null })]).toEqual(['2 of 8 sessions', '1 session, no limit']);
});

test('only what a kind needs is asked for and sent', () => {
  const named = { ...EMPTY_FORM, name: 'Office' };
  expect(checkForm({ ...named, kind: 'server' })).toEqual({ serverId: 'Choose the server that it leads to.' });
  expect(checkForm({ ...named, kind: 'pool' })).toHaveProperty('poolId');
  expect(checkForm({ ...named, kind: 'link', url: 'javascript:alert(1)' })).toHaveProperty('url');
  expect(bodyOf({ ...named, kind: 'server', serverId: 's1' })).toEqual({
    name: 'Office', description: '', icon: 'desktop', categories: [], enabled: true, sessionTimeLimitSeconds: null, kind: 'server', serverId: 's1', policy: OPEN_POLICY,
  });
  expect(bodyOf({ ...named, kind: 'link', url: ' https://wiki.example.org ' })).toMatchObject({ kind: 'link', url: 'https://wiki.example.org' });
  const stored = { ...bodyOf({ ...named, kind: 'link', url: 'https://a.example' }), image: '', cores: 0.1, memoryBytes: 1, sharedMemoryBytes: 0, environment: {}, runOverrides: {}, protocol: 'http', port: null, keepaliveAction: null } as unknown as Workspace;
  expect(bodyOf(formOf(stored))).toMatchObject({ kind: 'link', url: 'https://a.example' });
});

test('the icon follows the kind until somebody chooses one', () => {
  expect(withKind(EMPTY_FORM, 'server')).toEqual({ kind: 'server', icon: 'server' });
  expect(withKind({ ...EMPTY_FORM, icon: 'chart' }, 'link')).toEqual({ kind: 'link', icon: 'chart' });
  expect(initialOf('?server=s1&name=Office')).toMatchObject({ kind: 'server', serverId: 's1', name: 'Office' });
  expect(initialOf('')).toBe(EMPTY_FORM);
});
