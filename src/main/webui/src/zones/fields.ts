import type { ZoneSettings, ZoneValue } from './types';

export interface ZoneField { key: string; label: string; kind: 'text' | 'number' | 'switch' | 'strategy'; help: string; placeholder?: string }
export interface ZoneGroup { title: string; fields: ZoneField[] }

const HOST = '$request_host$ stands for the host that the person came in on.';

/** Every setting with what it does. Those that this console does not know are left alone. */
export const GROUPS: ZoneGroup[] = [
  { title: 'How browsers reach sessions', fields: [
    { key: 'proxyHostname', label: 'Proxy hostname', kind: 'text', help: `Host of the zone's proxies, or of the balancer before them. ${HOST}` },
    { key: 'proxyPort', label: 'Proxy port', kind: 'number', help: '0 is the port that the person came in on.' },
    { key: 'proxyPath', label: 'Proxy path', kind: 'text', help: 'First part of the address of every stream.' },
    { key: 'allowOriginDomain', label: 'Allow origin domain', kind: 'text', help: `Hosts whose pages may open sessions here, with commas between; *.example.org for all below. ${HOST}` },
    { key: 'proxyConnections', label: 'Proxy connections', kind: 'switch', help: "On: streams go through the zone's proxies. Off: browsers go straight to the node of the session, which then needs an address and a certificate that they accept." },
  ] },
  { title: 'How nodes reach the web apps', fields: [
    { key: 'upstreamAuthAddress', label: 'Upstream auth address', kind: 'text', placeholder: 'https://berth.example.org', help: 'Where the nodes of this zone check in and ask about each connection: the balancer of the web apps. Empty for the address that each was started with.' },
    { key: 'registryMirror', label: 'Registry mirror', kind: 'text', placeholder: 'mirror.example.org:5000', help: 'Where its agents pull images of the public hub first. Empty for none.' },
    { key: 'graceSeconds', label: 'Grace', kind: 'number', help: 'Seconds, up to 3600; 0 for none. While the control plane does not answer, its nodes let people come back for so long whose connection it had validated shortly before. Nobody new gets in; what was ended before stays ended, and what is ended meanwhile is not known yet.' },
  ] },
  { title: 'Where sessions go', fields: [
    { key: 'loadBalanceStrategy', label: 'Load balance strategy', kind: 'strategy', help: 'Which of its agents comes first.' },
    { key: 'searchAlternateZones', label: 'Search alternate zones', kind: 'switch', help: 'When it has no room, sessions are placed in another zone. Off: people get an error about capacity instead.' },
    { key: 'boundary', label: 'Boundary', kind: 'switch', help: 'Sessions of people who come in here never leave it, and none spill in from elsewhere: for data that must stay in a place.' },
    { key: 'userChoice', label: 'People may pick it', kind: 'switch', help: 'It is offered beside the round trip that their browser measures.' },
    { key: 'prioritizeStaticAgents', label: 'Prioritize static agents', kind: 'switch', help: 'Agents with the label autoscaled=true are used only when the others are full.' },
  ] },
];

export const FIELDS = GROUPS.flatMap(group => group.fields);
export const labelOf = (key: string) => FIELDS.find(field => field.key === key)?.label ?? key;

export const DEFAULTS: ZoneSettings = {
  upstreamAuthAddress: null, allowOriginDomain: '$request_host$', proxyConnections: true, proxyHostname: '$request_host$', proxyPath: 'desktop', proxyPort: 0,
  loadBalanceStrategy: null, searchAlternateZones: true, prioritizeStaticAgents: true, boundary: false, userChoice: true, registryMirror: null, graceSeconds: 0,
};

/** What was typed, as the server wants it. What is no number stays a text, so that the server can say so. */
export function valueOf(field: ZoneField, typed: string | boolean): ZoneValue {
  if (typeof typed === 'boolean') return typed;
  const text = typed.trim();
  if (field.kind === 'number') return /^-?\d+$/.test(text) ? Number(text) : text;
  return text === '' ? null : text;
}

/** Boundary and alternates exclude each other: choosing one gives up the other. */
export function changed(settings: ZoneSettings, key: string, value: ZoneValue): ZoneSettings {
  const next = { ...settings, [key]: value };
  if (key === 'boundary' && value === true) next.searchAlternateZones = false;
  if (key === 'searchAlternateZones' && value === true) next.boundary = false;
  return next;
}
