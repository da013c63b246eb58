import { matches } from '../lib/filter';
import type { PlacedServers, Placement, PlacementNode, Verdict } from '../nodes/types';

export const VERDICTS: Record<Verdict, { name: string; status?: 'success' | 'info' | 'warning' }> = {
  chosen: { name: 'Chosen', status: 'success' }, fits: { name: 'Fits', status: 'info' }, refused: { name: 'Refused', status: 'warning' },
};
const ORDER: Verdict[] = ['chosen', 'fits', 'refused'];

/** The chosen one, those that would do as well, least loaded first, and then the refused ones. */
export function ordered(nodes: PlacementNode[], search = ''): PlacementNode[] {
  return nodes.filter(node => matches(search, node.name, node.zone, VERDICTS[node.verdict].name, ...node.reasons))
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || (a.load ?? 0) - (b.load ?? 0) || a.name.localeCompare(b.name, undefined, { numeric: true }));
}

const count = (placement: Placement, verdict: Verdict) => placement.nodes.filter(node => node.verdict === verdict).length;

/** The outcome for a session on a machine. */
function machineOutcome({ chosen, nodes, agents }: Placement, { chosen: server, why }: PlacedServers): string {
  if (!server) return `It found no machine: ${why}.`;
  if (!chosen) return `It could not be connected: ${why}.`;
  const others = (agents ?? nodes.length) - 1;
  return `It is on ${server}, through connection proxy ${chosen}${others > 0 ? `, one of ${others + 1}` : ''}.`;
}

/** The outcome in one sentence; a dry run speaks of what would be. */
export function outcome(placement: Placement, dry: boolean): string {
  if (placement.servers) return machineOutcome(placement, placement.servers);
  const chosen = placement.nodes.find(node => node.verdict === 'chosen')?.name ?? placement.chosen;
  const [fits, refused] = [count(placement, 'fits'), count(placement, 'refused')];
  const all = placement.agents ?? placement.nodes.length;
  const unlisted = all - placement.nodes.length;
  if (all === 0) return 'There is no agent at all. Enrol one.';
  if (!chosen && fits === 0) return `${dry ? 'It would run nowhere' : 'It found no place'}: ${all === 1 ? 'the only agent refuses' : `all ${all} agents refuse`}.`;
  const others = [fits > 0 ? `${fits} more ${fits === 1 ? 'fits' : 'fit'}` : '', refused > 0 ? `${refused} ${refused === 1 ? 'refuses' : 'refuse'}` : '', unlisted > 0 ? `${unlisted} of ${all} are not listed` : ''].filter(Boolean);
  return `${dry ? 'It would run' : 'It was placed'} ${chosen ? `on ${chosen}` : `on one of ${fits} that fit`}${others.length > 0 ? `; ${others.join(', ')}` : ''}.`;
}

/** The filters of the scheduler, as a person would say them. */
const FILTERS: Record<string, string> = {
  missing: 'not heard of', engine: 'without a container engine', draining: 'draining', disabled: 'disabled', zone: 'in another zone', labels: 'labels do not match',
  network: 'without the Docker network', memory: 'short of memory', cores: 'short of cores', gpus: 'short of GPUs', sessions: 'at their limit of sessions', image: 'without the image',
};

/** Which reasons stand in the way most often: with 500 nodes nobody reads them one by one. */
export function commonReasons(placement: Placement): [reason: string, count: number][] {
  if (placement.refused) return Object.entries(placement.refused).map(([filter, times]): [string, number] => [FILTERS[filter] ?? filter, times]).sort((a, b) => b[1] - a[1]);
  const counts = new Map<string, number>();
  placement.nodes.forEach(node => new Set(node.reasons.map(kindOf)).forEach(kind => counts.set(kind, (counts.get(kind) ?? 0) + 1)));
  return [...counts].filter(([, times]) => times > 1).sort((a, b) => b[1] - a[1]).slice(0, 5);
}

/** Reasons that differ only in their numbers are of one kind: the number and what follows it is left out. */
const kindOf = (reason: string) => reason.replace(/(\s+by)?\s+\d.*$/, '');
