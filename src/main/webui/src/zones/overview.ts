import { duration } from '../lib/format';

export interface LaunchFigures { since: string; live: number; started: number; failed: number; medianMillis: number | null; slowMillis: number | null }
/** How a zone does, at a glance. */
export interface ZoneOverview {
  zone: string; nodes: number; readyNodes: number; cores: number; reservedCores: number; memoryBytes: number; reservedMemoryBytes: number;
  launches: LaunchFigures | null; roundTripMillis: number | null; lossPercent: number; proxies: { name: string; state: string; streams: number }[];
  certificateExpiresAt: string | null; images: { ready: number; wanted: number }; troubles: { node: string; text: string }[];
}

/** "41 of 42 started, in 1.2 s, the slowest in 3.4 s" */
export function launchText(figures: LaunchFigures | null): string {
  const asked = figures ? figures.started + figures.failed : 0;
  if (!figures || asked === 0) return 'None in the last 24 hours';
  const took = figures.medianMillis == null ? '' : `, half of them within ${seconds(figures.medianMillis)}, 95 % within ${seconds(figures.slowMillis ?? figures.medianMillis)}`;
  return `${figures.started} of ${asked} started in the last 24 hours${took}`;
}

const seconds = (millis: number) => `${(millis / 1000).toFixed(1)} s`;

/** "104 ms, 5 % lost" */
export function lineText({ roundTripMillis, lossPercent }: Pick<ZoneOverview, 'roundTripMillis' | 'lossPercent'>): string {
  if (roundTripMillis == null) return 'Not measured';
  return `${roundTripMillis < 10 ? Number(roundTripMillis.toFixed(1)) : Math.round(roundTripMillis)} ms${lossPercent > 0 ? `, ${lossPercent} % lost` : ''}`;
}

export const proxyText = (proxies: ZoneOverview['proxies']) =>
  proxies.length === 0 ? 'None' : proxies.map(({ name, state, streams }) => `${name}: ${state === 'ready' ? `${streams} ${streams === 1 ? 'stream' : 'streams'}` : state}`).join(', ');

export function expiryText(iso: string | null, now: number): string {
  if (!iso) return 'None issued';
  const left = Date.parse(iso) - now;
  return left > 0 ? `The first expires in ${duration(left)}` : `The first expired ${duration(-left)} ago`;
}
