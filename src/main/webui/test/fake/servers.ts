import type { Pool, Server } from '../../src/servers/types';

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
