import { Label, LabelGroup } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { ago, duration, moment } from '../lib/format';
import { graceText } from '../zones/grace';
import type { Node, Upstream } from './types';

/** What is known about a node, as terms and their descriptions; the unknown is left out. */
export function NodeFacts({ node, now, usualVersion }: { node: Node; now: number; usualVersion: string | null }) {
  const labels = Object.entries(node.labels ?? {});
  const differs = usualVersion !== null && node.version !== usualVersion;
  const facts: [string, ReactNode][] = [
    ['Zone', node.zone],
    ['Last check-in', <span key="seen" title={moment(node.lastSeenAt)}>{ago(node.lastSeenAt, now)}{node.roundTripMillis == null ? '' : `, ${roundTrip(node.roundTripMillis)} round trip`}</span>],
    ['Version', <>{node.version}{differs && <Label isCompact status="warning">others run {usualVersion}</Label>}{node.startedAt && node.state !== 'dead' && <span className="berth-subtle">up for {duration(now - Date.parse(node.startedAt))}</span>}</>],
  ];
  if (!node.maxSessions && node.roles.includes('agent')) facts.splice(1, 0, ['Live sessions', node.sessions]);
  if (node.url) facts.push(['Address', <>{node.url}{node.reach?.ok && <span className="berth-subtle">reached {ago(node.reach.checkedAt, now)}</span>}</>]);
  if (node.upstream) facts.push(['Asks at', <>{node.upstream.address}<span className="berth-subtle" title={moment(node.upstream.checkedAt)}>{wayText(node.upstream)}</span></>]);
  if (node.grace) facts.push(['Grace', graceText(node.grace, now)]);
  if (node.certificateExpiresAt) facts.push(['Certificate', <span key="certificate" title={moment(node.certificateExpiresAt)}>{expiry(node.certificateExpiresAt, now)}</span>]);
  if (node.roles.includes('agent')) facts.push(['Engine', node.engine ? `${node.engine.name} ${node.engine.version}, API ${node.engine.apiVersion}` : 'none found']);
  if (node.overrides?.cpuMode === 'quota') facts.push(['Cores are', 'a hard limit']);
  if (labels.length > 0) facts.push(['Labels', <LabelGroup key="labels" numLabels={4}>{labels.map(([key, value]) => <Label key={key} isCompact variant="outline">{key}={value}</Label>)}</LabelGroup>]);
  return <dl className="berth-facts">{facts.flatMap(([term, value]) => [<dt key={`${term}:`}>{term}</dt>, <dd key={term} className="berth-fact">{value}</dd>])}</dl>;
}

/** "9 ms, answered by web1 and web2" */
function wayText({ roundTripMillis, lossPercent, answeredBy }: Upstream): string {
  const parts = [roundTripMillis == null ? 'no answer' : roundTrip(roundTripMillis)];
  if (lossPercent > 0) parts.push(`${lossPercent} % lost`);
  if (answeredBy.length > 0) parts.push(`answered by ${answeredBy.join(' and ')}`);
  return parts.join(', ');
}

const roundTrip = (millis: number) => (millis < 10 ? `${Number(millis.toFixed(1))} ms` : `${Math.round(millis)} ms`);

function expiry(iso: string, now: number): string {
  const left = Date.parse(iso) - now;
  return left > 0 ? `valid for ${duration(left)}` : `expired ${duration(-left)} ago`;
}
