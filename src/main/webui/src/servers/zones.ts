import { stateOf } from '../nodes/model';
import type { Node } from '../nodes/types';

const isProxy = (node: Node) => node.roles.includes('connection-proxy');

/** Why nobody in this zone can reach a machine at the moment, in a sentence; null when somebody can, or nothing is known. */
export function noProxy(nodes: Node[] | undefined, zone: string): string | null {
  if (!nodes || !zone) return null;
  const all = nodes.filter(isProxy);
  if (all.length === 0) return 'No node has the role connection proxy, so no existing machine can be reached. Start one with it, or enrol one on the page Nodes.';
  const here = all.filter(node => node.zone === zone);
  if (here.length === 0) return `No connection proxy is in zone ${zone}. There is one in ${[...new Set(all.map(node => node.zone))].sort().join(', ')}.`;
  if (here.some(node => node.state === 'ready')) return null;
  return `No connection proxy of zone ${zone} takes sessions: ${here.map(node => `${node.name} is ${stateOf(node.state).name.toLowerCase()}`).join(', ')}.`;
}

/** The same for several zones, each told once. */
export const noProxies = (nodes: Node[] | undefined, zones: string[]) =>
  [...new Set([...new Set(zones)].sort().map(zone => noProxy(nodes, zone)).filter(text => text !== null))];
