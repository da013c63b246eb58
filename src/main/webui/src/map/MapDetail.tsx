import { Title } from '@patternfly/react-core';
import { useEffect, useRef } from 'react';
import { meaningOf, summary, troubles } from '../nodes/model';
import { queryOf } from '../nodes/useNodeFilter';
import { Link } from '../router';
import { placeOf, type Box } from './model';

const MOST = 12;

/** The nodes of the chosen box, those in trouble first. */
export function MapDetail({ box, now }: { box: Box; now: number }) {
  const told = box.nodes.map(node => ({ node, wrong: troubles(node, now) })).sort((a, b) => b.wrong.length - a.wrong.length);
  const ref = useRef<HTMLElement>(null);
  // On a small screen it stands below what can be seen.
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, [box.id]);
  return (
    <section ref={ref} className="berth-section" aria-live="polite" data-testid="map-detail">
      <Title headingLevel="h2" size="lg">{placeOf(box)}</Title>
      <p>{box.nodes.length > 0 ? summary(box.nodes) : box.lines.join(', ')}</p>
      <ul className="berth-map-nodes">
        {told.slice(0, MOST).map(({ node, wrong }) => (
          <li key={node.id}>
            <span className="berth-dot" data-state={meaningOf(node).tone === 'danger' ? 'missing' : node.state} /> <Link to={`/admin/nodes${queryOf({ search: node.name })}`}>{node.name}</Link>: {meaningOf(node).name.toLowerCase()}
            {box.role === 'agent' && `, ${node.sessions} ${node.sessions === 1 ? 'session' : 'sessions'}`}
            {wrong.map(({ text }) => <span key={text} className="berth-map-reason">{text}</span>)}
          </li>
        ))}
      </ul>
      {told.length > MOST && <Link to={`/admin/nodes${queryOf({ zone: box.zone ?? '', role: box.role ?? '' })}`}>All {told.length} in the list of nodes</Link>}
    </section>
  );
}
