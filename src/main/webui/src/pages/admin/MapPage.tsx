import { Alert } from '@patternfly/react-core';
import { useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useNow } from '../../hooks/useNow';
import { usePoll } from '../../hooks/usePoll';
import { MapDetail } from '../../map/MapDetail';
import { MapLegend } from '../../map/MapLegend';
import { MapView } from '../../map/MapView';
import { boxesOf, deployment, reasonText, type DatabaseState } from '../../map/model';
import { summary } from '../../nodes/model';
import { useNodes } from '../../nodes/useNodes';
import type { System } from '../../types';

export function MapPage() {
  const { nodes, problem } = useNodes(3000);
  const system = usePoll<System>('/admin/system', 10_000);
  const [chosen, setChosen] = useState<string | null>(null);
  const now = useNow(3000);
  const database: DatabaseState = {
    lines: system.data ? [`PostgreSQL ${system.data.database.version}`, system.data.database.embedded ? 'embedded' : 'external'] : ['PostgreSQL'],
    broken: system.problem?.detail ?? null,
  };
  const map = nodes && deployment(nodes, database, now);
  const broken = map?.links.filter(link => link.broken.length > 0) ?? [];
  const box = map && boxesOf(map).find(({ id }) => id === chosen);
  return (
    <>
      <AdminHead title="Map" />
      <ProblemAlert problem={problem} />
      {!nodes && !problem && <Loading what="Loading the map" />}
      {map && (
        <>
          <div role="status" className="berth-gap-below">
            {broken.length === 0 ? <p className="berth-subtle">{summary(nodes)}. {nodes.length === 1 ? 'All roles are in one program.' : 'All links hold.'}</p> : (
              <Alert variant="danger" isInline title={broken.length === 1 ? 'One link is broken' : `${broken.length} links are broken`} data-testid="broken-links">
                <ul className="berth-broken">{broken.map(link => <li key={link.id}><strong>{link.name}</strong>: {reasonText(link)}</li>)}</ul>
              </Alert>
            )}
          </div>
          <MapView map={map} chosen={chosen} onChoose={setChosen} />
          <MapLegend />
          {box && <MapDetail box={box} now={now} />}
        </>
      )}
    </>
  );
}
