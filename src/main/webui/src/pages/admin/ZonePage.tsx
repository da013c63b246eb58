import { Button } from '@patternfly/react-core';
import { useCallback, useEffect, useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { api } from '../../api';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useAction } from '../../hooks/useAction';
import type { Zone, ZoneVersion } from '../../zones/types';
import { ZoneEditor } from '../../zones/ZoneEditor';
import { ZoneHistory } from '../../zones/ZoneHistory';
import { ZoneOverviewCard } from '../../zones/ZoneOverviewCard';

/** Read once and not polled: nothing must change under somebody's hands. */
export function ZonePage({ name }: { name: string | null }) {
  const [read, setRead] = useState<{ zone: Zone; versions: ZoneVersion[] }>();
  const { problem, run } = useAction();
  const load = useCallback(() => void run(async () => {
    if (!name) return;
    const [zone, versions] = await Promise.all([api.get<Zone>(`/admin/zones/${name}`), api.get<ZoneVersion[]>(`/admin/zones/${name}/versions`)]);
    setRead({ zone, versions });
  }), [name, run]);
  useEffect(load, [load]);
  return (
    <>
      <AdminHead title={name ?? 'New zone'}>
        {read && <Button variant="secondary" component="a" href={`/api/admin/zones/${encodeURIComponent(read.zone.name)}/sheet`} download={`zone-${read.zone.name}.md`} data-testid="zone-sheet">Settings sheet</Button>}
      </AdminHead>
      <ProblemAlert problem={problem} />
      {name && !read && !problem && <Loading what="Loading the zone" />}
      {name && <ZoneOverviewCard zone={name} />}
      {!name && <ZoneEditor zone={null} />}
      {read && <ZoneEditor key={read.zone.version} zone={read.zone} onSaved={load} />}
      {read && <ZoneHistory versions={read.versions} />}
    </>
  );
}
