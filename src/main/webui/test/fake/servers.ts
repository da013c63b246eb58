import type { Pool, Server, TestResult, TestStep } from '../../src/servers/types';

export function aServer(name: string, more: Partial<Server> = {}): Server {
  return {
    id: `server-${name}`, name, description: '', protocol: 'rdp', host: `${name}.example.org`, port: null, zone: 'harbour', credentialMode: 'static', userName: 'berth', domain: '',
    passwordSet: true, privateKeySet: false, passphraseSet: false, security: 'any', certificate: 'refuse', pinnedCertificate: '', parameters: {}, maxSessions: null, maxUsers: null,
    labels: {}, enabled: true, sessions: 0, updatedAt: new Date().toISOString(), ...more,
  };
}

export const aPool = (name: string, more: Partial<Pool> = {}): Pool =>
  ({ id: `pool-${name}`, name, description: '', serverIds: [], exclusive: false, strategy: 'least-load', enabled: true, sessions: 0, capacity: null, ...more });

export const servers = () => [
  aServer('accounting', { labels: { team: 'finance', os: 'windows-2022' }, sessions: 3, maxSessions: 5, domain: 'CORP' }),
  aServer('build-3', { protocol: 'ssh', host: '10.4.0.13', zone: 'reef', userName: 'build', passwordSet: false, privateKeySet: true, passphraseSet: true, certificate: 'pin', pinnedCertificate: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKQ', parameters: { 'font-size': '13', scrollback: '5000' } }),
  aServer('studio-mac', { protocol: 'vnc', host: 'fd00:4::17', port: 5901, credentialMode: 'prompt', passwordSet: false, userName: '', labels: { team: 'design' } }),
  aServer('class-1', { credentialMode: 'sign-in', userName: '', passwordSet: false, maxSessions: 1, sessions: 1, certificate: 'accept', parameters: { 'enable-wallpaper': 'true', 'resize-method': 'reconnect', 'server-layout': 'de-de-qwertz' } }),
  aServer('class-2', { credentialMode: 'sign-in', userName: '', passwordSet: false, maxSessions: 1 }),
  aServer('class-3-with-a-rather-long-name', { host: 'class-3.very.long.name.of.a.department.harbour.example.org', credentialMode: 'sign-in', userName: '', passwordSet: false, maxSessions: 1, enabled: false }),
];

export const pools = () => [
  aPool('Class room', { description: 'For courses in the afternoon.', serverIds: ['server-class-1', 'server-class-2', 'server-class-3-with-a-rather-long-name'], exclusive: true, sessions: 1, capacity: 2 }),
  aPool('Terminals', { serverIds: ['server-accounting', 'server-build-3'], sessions: 3 }),
];

const step = (name: string, ok: boolean, detail: string, millis: number): TestStep => ({ name, ok, detail, millis });
const START = [
  step('guacd', true, 'guacd 1.6.0 of connect-1 answers.', 3), step('name', true, 'accounting.example.org is 10.4.0.7.', 12.4), step('network', true, '10.4.0.7 is allowed.', 0),
];
export const failedTest = (): TestResult => ({ ok: false, proxy: 'connect-1', steps: [...START, step('port', false, '10.4.0.7 refuses connections to port 3389.', 5012)] });
export const passedTest = (): TestResult => ({
  ok: true, proxy: 'connect-1', steps: [...START, step('port', true, 'Port 3389 is open.', 1.6), step('protocol', true, 'An RDP machine answers.', 41), step('security', true, 'TLS with the pinned certificate.', 88), step('credentials', true, 'berth signs in.', 640), step('picture', true, 'The first picture has 1280 by 800 points.', 1210)],
});
