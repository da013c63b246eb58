import { labelsText, parseLabels } from '../nodes/model';
import type { RemoteProtocol } from '../types';
import { allowedOnly } from './parameters';
import type { Secrets, Server, ServerFields } from './types';

/** The form as it is typed: numbers and labels stay text until they are saved. */
export interface ServerForm extends Omit<ServerFields, 'port' | 'maxSessions' | 'maxUsers' | 'labels'>, Secrets {
  port: string; maxSessions: string; maxUsers: string; labels: string;
}
export type Stored = Record<keyof Secrets, boolean>;
export type ServerErrors = Partial<Record<string, string>>;

const KEPT: Secrets = { password: null, privateKey: null, passphrase: null };
export const NOTHING_STORED: Stored = { password: false, privateKey: false, passphrase: false };

export const EMPTY_SERVER: ServerForm = {
  name: '', description: '', protocol: 'rdp', host: '', port: '', zone: '', credentialMode: 'static', userName: '', domain: '', ...KEPT,
  security: 'any', certificate: 'refuse', pinnedCertificate: '', parameters: {}, maxSessions: '', maxUsers: '', labels: '', enabled: true,
};

const typed = (value: number | null) => (value === null ? '' : String(value));
const sent = (text: string) => (text.trim() ? Number(text) : null);

export function serverFormOf(server: Server): ServerForm {
  const { id: _id, passwordSet: _password, privateKeySet: _key, passphraseSet: _phrase, sessions: _sessions, updatedAt: _updated, ...fields } = server;
  return { ...fields, ...KEPT, port: typed(server.port), maxSessions: typed(server.maxSessions), maxUsers: typed(server.maxUsers), labels: labelsText(server.labels) };
}

export const storedOf = (server: Server): Stored => ({ password: server.passwordSet, privateKey: server.privateKeySet, passphrase: server.passphraseSet });

/** Secrets are never read, so a copy is made without them, and rests until somebody has looked at it. */
export const copyOf = (server: Server): ServerForm => ({ ...serverFormOf(server), name: `${server.name} (copy)`, enabled: false });

/** What one protocol knows and the other does not must not be sent. */
export function withProtocol(form: ServerForm, protocol: RemoteProtocol): ServerForm {
  const certificate = protocol === 'ssh' ? 'pin' : 'refuse';
  return { ...form, protocol, security: 'any', certificate, pinnedCertificate: '', parameters: allowedOnly(protocol, form.parameters) };
}

const whole = (text: string, most: number) => !text.trim() || (Number.isInteger(Number(text)) && Number(text) > 0 && Number(text) <= most);

/** Only what can not even be sent; everything else is judged by the server. */
export function checkServer(form: ServerForm): ServerErrors {
  const errors: ServerErrors = {};
  if (!form.name.trim()) errors.name = 'Give the server a name.';
  if (!form.host.trim()) errors.host = 'Say which machine: its name or its address.';
  if (!whole(form.port, 65535)) errors.port = 'A port is a number from 1 to 65535.';
  if (!form.zone.trim()) errors.zone = 'Say in which zone the machine stands.';
  if (form.certificate === 'pin' && !form.pinnedCertificate.trim()) {
    errors.pinnedCertificate = form.protocol === 'ssh' ? 'Paste the host key of the machine.' : 'Give the fingerprint of the certificate.';
  }
  if (!whole(form.maxSessions, 1e5)) errors.maxSessions = 'This must be a whole number above zero, or nothing.';
  if (!whole(form.maxUsers, 1e5)) errors.maxUsers = 'This must be a whole number above zero, or nothing.';
  const labels = parseLabels(form.labels);
  if ('error' in labels) errors.labels = labels.error;
  const empty = Object.entries(form.parameters).find(([, value]) => !value.trim());
  if (empty) errors.parameters = `Give '${empty[0]}' a value, or remove it.`;
  return errors;
}

export function serverFieldsOf(form: ServerForm): ServerFields & Secrets {
  const labels = parseLabels(form.labels);
  return {
    ...form, name: form.name.trim(), description: form.description.trim(), host: form.host.trim(), zone: form.zone.trim(),
    userName: form.userName.trim(), domain: form.domain.trim(), pinnedCertificate: form.certificate === 'pin' ? form.pinnedCertificate.trim() : '',
    port: sent(form.port), maxSessions: sent(form.maxSessions), maxUsers: sent(form.maxUsers), labels: 'labels' in labels ? labels.labels : {},
  };
}

/** A stored server as it is written back, secrets untouched. */
export function writableServer(server: Server): ServerFields & Secrets {
  return serverFieldsOf(serverFormOf(server));
}
