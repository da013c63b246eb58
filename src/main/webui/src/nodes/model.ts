import { duration } from '../lib/format';
import { matches } from '../lib/filter';
import type { Capacity, Node, NodeState } from './types';

/** A node as the server writes it; before the roles were spread over many hosts it had fewer fields, and flat ones. */
export type WireNode = Partial<Omit<Node, 'state' | 'capacity'>> & Pick<Node, 'id' | 'name' | 'zone' | 'roles' | 'version'> & {
  state: string; address?: string; liveSessions?: number; capacity?: Partial<Capacity>;
  cores?: number; memoryBytes?: number; reservedCores?: number; reservedMemoryBytes?: number;
};

export function readNode(wire: WireNode): Node {
  const from: Partial<Capacity> = wire.capacity ?? wire;
  return {
    ...wire,
    url: wire.url ?? wire.address ?? '',
    state: (wire.state === 'healthy' ? 'ready' : wire.state) as NodeState,
    lastSeenAt: wire.lastSeenAt ?? null,
    startedAt: wire.startedAt ?? null,
    sessions: wire.sessions ?? wire.liveSessions ?? 0,
    engine: wire.engine ?? null,
    findings: wire.findings ?? [],
    capacity: {
      cores: from.cores ?? 0, memoryBytes: from.memoryBytes ?? 0, reservedCores: from.reservedCores ?? 0,
      reservedMemoryBytes: from.reservedMemoryBytes ?? 0, gpus: from.gpus ?? 0, reservedGpus: from.reservedGpus ?? 0,
    },
  };
}

export type Tone = 'success' | 'info' | 'warning' | 'danger' | 'neutral';
interface Meaning { name: string; tone: Tone; text: string }

const STATES: Record<NodeState, Meaning> = {
  ready: { name: 'Healthy', tone: 'success', text: 'Takes new sessions.' },
  draining: { name: 'Draining', tone: 'info', text: 'Takes no new sessions; those it has go on.' },
  pending: { name: 'Joining', tone: 'info', text: 'It has shown its token, and joins as soon as it can be reached back.' },
  disabled: { name: 'Disabled', tone: 'neutral', text: 'Takes no new sessions until it is enabled.' },
  missing: { name: 'Missing', tone: 'danger', text: 'It has not checked in for a while. Its sessions may still run.' },
  dead: { name: 'Dead', tone: 'danger', text: 'It has been away for too long. Its sessions were ended.' },
  revoked: { name: 'Revoked', tone: 'danger', text: 'Its certificate is no longer accepted. To come back it has to be enrolled anew.' },
};

export const stateOf = (state: NodeState): Meaning => STATES[state] ?? { name: state, tone: 'neutral', text: '' };
const UNREACHABLE: Meaning = { name: 'Unreachable', tone: 'danger', text: 'It checks in, but can not be reached back.' };
/** The state as a person sees it: what can not be reached is not called healthy. */
export const meaningOf = (node: Pick<Node, 'state' | 'reach'>): Meaning => (node.state === 'ready' && node.reach?.ok === false ? UNREACHABLE : stateOf(node.state));
export const STATE_NAMES = Object.entries(STATES).map(([value, { name }]) => ({ value: value as NodeState, name }));

export const ROLE_NAMES: Record<string, string> = {
  'web-app': 'Web app', database: 'Database', agent: 'Agent', 'connection-proxy': 'Connection proxy', 'zone-proxy': 'Zone proxy',
};
export const roleName = (role: string) => ROLE_NAMES[role] ?? role;

/** Nothing hears from it, or may. */
export const isGone = (node: Pick<Node, 'state'>) => ['missing', 'dead', 'revoked'].includes(node.state);

const DAY_MS = 86_400_000;
const CERTIFICATE_SOON_MS = 2 * DAY_MS;
const CLOCK_MS = 5_000;

export interface Trouble { tone: 'danger' | 'warning'; text: string }

/** What a person should look at, worst first, each in one sentence. */
export function troubles(node: Node, now: number): Trouble[] {
  const found: Trouble[] = [];
  const danger = (text: string) => found.push({ tone: 'danger', text });
  const warning = (text: string) => found.push({ tone: 'warning', text });
  if (node.state === 'dead') danger(`Last seen ${since(node.lastSeenAt, now)}. Its sessions were ended.`);
  if (node.state === 'missing') danger(`Last seen ${since(node.lastSeenAt, now)}. Its sessions can not be reached until it is back.`);
  if (node.reach && !node.reach.ok) danger(`Can not be reached at ${reachText(node)}`);
  const expiry = node.certificateExpiresAt ? Date.parse(node.certificateExpiresAt) - now : null;
  if (expiry !== null && node.state !== 'revoked') {
    if (expiry <= 0) danger('Its certificate has expired: enrol it anew.');
    else if (expiry < CERTIFICATE_SOON_MS) warning(`Its certificate expires in ${duration(expiry)} and has not been renewed.`);
  }
  if (Math.abs(node.clockOffsetMillis ?? 0) > CLOCK_MS) warning(`Its clock is ${duration(Math.abs(node.clockOffsetMillis!))} ${node.clockOffsetMillis! > 0 ? 'ahead' : 'behind'}.`);
  node.findings.forEach(warning);
  return found;
}

const since = (iso: string | null, now: number) => (iso ? `${duration(now - Date.parse(iso))} ago` : 'never');

/** "https://agent-1:8443: connection refused", whichever of the two the server already says. */
export function reachText(node: Pick<Node, 'url' | 'reach'>): string {
  const detail = node.reach?.detail ?? 'no answer';
  return !node.url || detail.includes(node.url) ? detail : `${node.url}: ${detail}`;
}

/** The version most nodes have; others are told apart from it. Null while all are the same. */
export function usualVersion(nodes: Node[]): string | null {
  const counts = new Map<string, number>();
  nodes.filter(node => !isGone(node)).forEach(node => counts.set(node.version, (counts.get(node.version) ?? 0) + 1));
  if (counts.size < 2) return null;
  return [...counts].sort((a, b) => b[1] - a[1] || b[0].localeCompare(a[0]))[0]![0];
}

export interface NodeFilter { search: string; zone: string; role: string; state: string }
export const NO_FILTER: NodeFilter = { search: '', zone: '', role: '', state: '' };

/** `troubled` stands for every state and every finding that asks for somebody. */
export function filterNodes(nodes: Node[], filter: NodeFilter, now: number): Node[] {
  return nodes.filter(node =>
    (!filter.zone || node.zone === filter.zone)
    && (!filter.role || node.roles.includes(filter.role))
    && (!filter.state || (filter.state === 'troubled' ? troubles(node, now).length > 0 : node.state === filter.state))
    && matches(filter.search, node.name, node.url, node.version, ...Object.entries(node.labels ?? {}).map(([key, value]) => `${key}=${value}`)));
}

export const values = (nodes: Node[], of: (node: Node) => string[]) => [...new Set(nodes.flatMap(of))].sort((a, b) => a.localeCompare(b));

/** "12 nodes: 10 healthy, 2 missing" */
export function summary(nodes: Pick<Node, 'state' | 'reach'>[]): string {
  const parts = [...STATE_NAMES.map(({ name }) => name), UNREACHABLE.name].map(name => ({ name, count: nodes.filter(node => meaningOf(node).name === name).length }))
    .filter(({ count }) => count > 0).map(({ name, count }) => `${count} ${name.toLowerCase()}`);
  return `${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

const RANK: NodeState[] = ['dead', 'missing', 'pending', 'draining'];
/** Those that need somebody come first; the rest by name, numbers as numbers. */
export function inOrder(nodes: Node[], now: number): Node[] {
  const rank = (node: Node) => {
    const place = RANK.indexOf(node.state);
    return place >= 0 ? place : troubles(node, now).length > 0 ? RANK.length : RANK.length + 1;
  };
  return nodes.map(node => ({ node, rank: rank(node) }))
    .sort((a, b) => a.rank - b.rank || a.node.name.localeCompare(b.node.name, undefined, { numeric: true })).map(({ node }) => node);
}

export function labelsText(labels: Record<string, string>): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join('\n');
}

/** One "name=value" a line. */
export function parseLabels(text: string): { labels: Record<string, string> } | { error: string } {
  const labels: Record<string, string> = {};
  for (const line of text.split('\n').map(part => part.trim()).filter(Boolean)) {
    const at = line.indexOf('=');
    const key = line.slice(0, at).trim();
    if (at < 1 || !key) return { error: `'${line}' is not a label. Write one name=value a line.` };
    if (key in labels) return { error: `'${key}' occurs twice.` };
    labels[key] = line.slice(at + 1).trim();
  }
  return { labels };
}
