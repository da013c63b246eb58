import type { RemoteProtocol } from '../types';

export type CredentialMode = 'static' | 'prompt' | 'sign-in';
export type Security = 'any' | 'nla' | 'tls' | 'rdp' | 'vmconnect';
/** What becomes of a machine whose certificate or host key nobody vouches for. */
export type Trust = 'refuse' | 'pin' | 'accept';

export interface ServerFields {
  name: string; description: string; protocol: RemoteProtocol; host: string; port: number | null; zone: string;
  credentialMode: CredentialMode; userName: string; domain: string;
  security: Security; certificate: Trust; pinnedCertificate: string; parameters: Record<string, string>;
  maxSessions: number | null; maxUsers: number | null; labels: Record<string, string>; enabled: boolean;
}
export interface Server extends ServerFields {
  id: string; passwordSet: boolean; privateKeySet: boolean; passphraseSet: boolean; sessions: number; updatedAt: string;
}
/** Null keeps what is stored, nothing removes it. */
export interface Secrets { password: string | null; privateKey: string | null; passphrase: string | null }

export interface PoolFields {
  name: string; description: string; serverIds: string[]; exclusive: boolean; strategy: 'least-load'; enabled: boolean;
}
/** Without a capacity there is no limit. */
export interface Pool extends PoolFields { id: string; sessions: number; capacity: number | null }

export interface TestStep { name: string; ok: boolean; detail: string; millis: number }
export interface TestResult { ok: boolean; steps: TestStep[]; proxy: string | null }
