import { Alert, Card, CardBody, CardTitle } from '@patternfly/react-core';
import { CapacityBar } from '../admin/CapacityBar';
import { useNow } from '../hooks/useNow';
import { useOptional } from '../hooks/useOptional';
import { bytes, cores } from '../lib/format';
import { Link } from '../router';
import { graceLines, type Grace } from './grace';
import { expiryText, launchText, lineText, proxyText, type ZoneOverview } from './overview';

const OFTEN_MS = 5_000;

/** What somebody who looks after the zone wants to know first. */
export function ZoneOverviewCard({ zone }: { zone: string }) {
  const { data } = useOptional<ZoneOverview[]>('/admin/zone-overviews', OFTEN_MS);
  const graces = useOptional<Grace[]>('/admin/grace', OFTEN_MS).data?.filter(grace => grace.zone === zone) ?? [];
  const now = useNow();
  const view = data?.find(overview => overview.zone === zone);
  if (!view) return null;
  const facts: [string, string][] = [
    ['Sessions', `${view.launches?.live ?? 0} live`], ['Launches', launchText(view.launches)], ['Way to the control plane', lineText(view)],
    ['Zone proxies', proxyText(view.proxies)], ['Certificates', expiryText(view.certificateExpiresAt, now)],
    ['Images', view.images.wanted === 0 ? 'None wanted' : `${view.images.ready} of ${view.images.wanted} ready on their agents`],
  ];
  return (
    <Card isCompact className="berth-zone-overview" data-testid="zone-overview">
      <CardTitle component="h2">Now</CardTitle>
      <CardBody>
        {view.troubles.map(({ node, text }) => <Alert key={`${node}${text}`} variant="warning" isInline isPlain title={`${node}: ${text}`} />)}
        <CapacityBar label="Cores reserved" used={view.reservedCores} total={view.cores} text={`${cores(view.reservedCores).split(' ')[0]} of ${cores(view.cores)}`} />
        <CapacityBar label="Memory reserved" used={view.reservedMemoryBytes} total={view.memoryBytes} text={`${bytes(view.reservedMemoryBytes)} of ${bytes(view.memoryBytes)}`} />
        <dl className="berth-facts">
          <dt>Nodes</dt><dd className="berth-fact"><Link to={`/admin/nodes?zone=${encodeURIComponent(zone)}`}>{view.readyNodes} of {view.nodes} ready</Link></dd>
          {facts.flatMap(([term, text]) => [<dt key={`${term}:`}>{term}</dt>, <dd key={term} className="berth-fact">{text}</dd>])}
          {graces.length > 0 && <><dt>Grace</dt><dd className="berth-fact">{graceLines(graces, now).map(line => <div key={line}>{line}</div>)}</dd></>}
        </dl>
      </CardBody>
    </Card>
  );
}
