import type { RemoteProtocol } from '../types';
import type { CredentialMode } from './types';

interface About { name: string; long: string; port: number }

export const PROTOCOLS: Record<RemoteProtocol, About> = {
  rdp: { name: 'RDP', long: 'RDP: Windows, and Linux with xrdp', port: 3389 },
  vnc: { name: 'VNC', long: 'VNC: Linux, macOS and others', port: 5900 },
  ssh: { name: 'SSH', long: 'SSH: a terminal', port: 22 },
};

export const CREDENTIALS: Record<CredentialMode, { name: string; short: string; help: string }> = {
  static: { name: 'Stored here', short: 'stored', help: 'Everybody signs in to the machine as the same user, and never sees the password.' },
  prompt: { name: 'Asked each time', short: 'asked each time', help: 'Berth stores nothing: people type name and password for the machine whenever they connect.' },
  'sign-in': { name: 'The user’s own sign-in', short: 'own sign-in', help: 'The name and password that a person signed in to Berth with are used on the machine as well.' },
};

export const portOf = (protocol: RemoteProtocol, port: number | null) => port ?? PROTOCOLS[protocol].port;

/** "pc7.example.org:3389", with brackets where the address itself has colons. */
export function addressOf(server: { protocol: RemoteProtocol; host: string; port: number | null }): string {
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  return `${host}:${portOf(server.protocol, server.port)}`;
}
