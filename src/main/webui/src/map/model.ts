import { isGone, reachText, roleName, summary, troubles } from '../nodes/model';
import type { Node } from '../nodes/types';
import { ago } from '../lib/format';

/** Nodes of one role in one place, drawn as one box however many they are. */
export interface Box { id: string; title: string; zone: string | null; role: string | null; nodes: Node[]; lines: string[]; troubled: number }
export interface MapLink { id: string; from: string; to: string; kind: 'session' | 'control'; name: string; broken: string[]; of: number }
export interface Deployment { browser: Box; zones: { name: string; proxies: Box | null; workers: Box[] }[]; control: Box[]; links: MapLink[] }

/** What the map says about the database, which is no node of its own when it is an external one. */
export interface DatabaseState { lines: string[]; broken: string | null }

const PLURAL: Record<string, string> = { agent: 'Agents', 'connection-proxy': 'Connection proxies', 'zone-proxy': 'Zone proxies', 'web-app': 'Web apps' };
const FEW = 2;

export function deployment(all: Node[], database: DatabaseState, now: number): Deployment {
  const box = (role: string, zone: string | null): Box | null => {
    const nodes = all.filter(node => node.roles.includes(role) && (zone === null || node.zone === zone));
    if (nodes.length === 0) return null;
    return {
      id: zone === null ? role : `${role} ${zone}`, zone, role, nodes,
      title: nodes.length === 1 ? roleName(role) : `${nodes.length} ${PLURAL[role]?.toLowerCase() ?? role}`,
      lines: [nodes.length <= FEW ? nodes.map(({ name }) => name).join(', ') : summary(nodes).replace(/^.*: /, ''), ...(role === 'agent' ? [sessions(nodes)] : [])],
      troubled: nodes.filter(node => troubles(node, now).length > 0).length,
    };
  };
  const zones = [...new Set(all.map(node => node.zone))].sort((a, b) => a.localeCompare(b)).map(name => ({
    name, proxies: box('zone-proxy', name), workers: ['agent', 'connection-proxy'].map(role => box(role, name)).filter(found => found !== null),
  })).filter(({ proxies, workers }) => proxies || workers.length > 0);
  const browser: Box = { id: 'browser', title: 'Browsers', zone: null, role: null, nodes: [], lines: [sessions(all)], troubled: 0 };
  const web = box('web-app', null);
  const store: Box = { id: 'database', title: 'Database', zone: null, role: null, nodes: [], lines: database.lines, troubled: database.broken ? 1 : 0 };
  const control = web ? [web, store] : [store];

  const links: MapLink[] = [];
  const link = (kind: MapLink['kind'], from: Box, to: Box, broken: string[], of: number) =>
    links.push({ id: `${from.id} → ${to.id}`, from: from.id, to: to.id, kind, name: `${placeOf(from)} → ${placeOf(to)}`, broken, of });
  for (const { proxies, workers } of zones) {
    if (proxies) link('session', browser, proxies, silent(proxies.nodes), proxies.nodes.length);
    workers.forEach(worker => link('session', proxies ?? browser, worker, silent(worker.nodes), worker.nodes.length));
    for (const group of [proxies, ...workers]) {
      // A program that has both roles needs no way to itself.
      const apart = group?.nodes.filter(node => !node.roles.includes('web-app')) ?? [];
      if (group && web && apart.length > 0) link('control', group, web, cutOff(apart, now), apart.length);
    }
  }
  if (web) link('control', web, store, database.broken ? [database.broken] : [], 1);
  return { browser, zones, control, links };
}

export const placeOf = (box: Box) => {
  const name = box.nodes.length === 1 ? box.nodes[0]!.name : box.role ? PLURAL[box.role] ?? box.role : box.title;
  return box.zone && box.nodes.length !== 1 ? `${name} in ${box.zone}` : name;
};

const sessions = (nodes: Node[]) => {
  const count = nodes.reduce((sum, node) => sum + node.sessions, 0);
  return `${count} ${count === 1 ? 'session' : 'sessions'}`;
};

/** Streams of a node that is only missing may well go on; those of a dead one do not. */
const silent = (nodes: Node[]) => reasons(nodes, node =>
  node.state === 'dead' ? 'dead' : node.state === 'revoked' ? 'its certificate was revoked' : null);

const cutOff = (nodes: Node[], now: number) => reasons(nodes, node => {
  if (node.state === 'revoked') return 'its certificate was revoked';
  if (isGone(node)) return `last seen ${ago(node.lastSeenAt, now)}`;
  return node.reach && !node.reach.ok ? reachText(node) : null;
});

/** Among several it has to be said which one it is. */
const reasons = (nodes: Node[], why: (node: Node) => string | null) => nodes.flatMap(node => {
  const reason = why(node);
  return reason === null ? [] : [nodes.length === 1 ? reason : `${node.name}: ${reason}`];
});

const NAMED = 3;
/** "agent-1: dead; agent-2: dead; and 93 more of 100" */
export function reasonText({ broken, of }: Pick<MapLink, 'broken' | 'of'>): string {
  const more = broken.length - NAMED;
  return broken.slice(0, NAMED).join('; ') + (more > 0 ? `; and ${more} more of ${of}` : '');
}

export const boxesOf = (map: Deployment): Box[] => [map.browser, ...map.zones.flatMap(zone => [...(zone.proxies ? [zone.proxies] : []), ...zone.workers]), ...map.control];
