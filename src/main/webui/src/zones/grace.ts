import { ago, duration, moment } from '../lib/format';

/** Whether a node lets people come back while the control plane does not answer, and whom it has. */
export interface Grace {
  nodeId: string; node: string; zone: string; graceSeconds: number; listAt: string; silentSince: string | null; until: string;
  firstUseAt: string | null; lastUseAt: string | null; uses: number;
}

/** "Ready for 5 min, list of revoked passes 4 s old" */
export function graceText(grace: Grace, now: number): string {
  return [stateText(grace, now), usesText(grace, now)].filter(Boolean).join('. ');
}

const MOST = 20;

/** For a whole zone: those at hand in one line, then each that is out of touch or has let somebody in. */
export function graceLines(graces: Grace[], now: number): string[] {
  const quiet = graces.filter(grace => !grace.silentSince && grace.uses === 0);
  const others = graces.filter(grace => !quiet.includes(grace));
  const oldest = quiet.reduce((found, grace) => (found && found.listAt < grace.listAt ? found : grace), quiet[0]);
  return [
    ...(oldest ? [`${quiet.length} ${quiet.length === 1 ? 'node' : 'nodes'}: ${stateText(oldest, now)}`] : []),
    ...others.slice(0, MOST).map(grace => `${grace.node}: ${graceText(grace, now)}`),
    ...(others.length > MOST ? [`${others.length - MOST} more nodes, see Nodes`] : []),
  ];
}

function stateText({ graceSeconds, listAt, silentSince, until }: Grace, now: number): string {
  if (graceSeconds === 0) return '';
  const list = `list of revoked passes ${duration(Math.max(0, now - Date.parse(listAt)))} old`;
  if (!silentSince) return `Ready for ${duration(graceSeconds * 1000)}, ${list}`;
  const left = Date.parse(until) - now;
  return left > 0
    ? `Out of touch: may be letting people in by grace since ${moment(silentSince)}, for another ${duration(left)}, ${list}`
    : `Out of touch: its grace is over, ${list}`;
}

function usesText({ firstUseAt, lastUseAt, uses }: Grace, now: number): string {
  if (uses === 0 || !firstUseAt || !lastUseAt) return '';
  return `${uses} ${uses === 1 ? 'connection' : 'connections'} let in by grace since ${moment(firstUseAt)}, the last ${ago(lastUseAt, now)}`;
}
