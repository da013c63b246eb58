import { useEffect, useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { api } from '../../api';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useAction } from '../../hooks/useAction';
import { EMPTY_POOL, poolFieldsOf } from '../../servers/poolForm';
import { PoolEditor } from '../../servers/PoolEditor';
import type { Pool, Server } from '../../servers/types';

/** Read once and not polled: nothing must change under somebody's hands. */
export function ServerPoolPage({ id }: { id: string | null }) {
  const [source] = useState(() => id ?? new URLSearchParams(location.search).get('copy'));
  const [read, setRead] = useState<{ pool: Pool | null; servers: Server[] }>();
  const { problem, run } = useAction();
  useEffect(() => {
    void run(async () => {
      const [servers, pool] = await Promise.all([api.get<Server[]>('/admin/servers'), source ? api.get<Pool>(`/admin/server-pools/${source}`) : null]);
      setRead({ servers, pool });
    });
  }, [source, run]);
  const pool = read?.pool ?? null;
  return (
    <>
      <AdminHead title={id ? pool?.name ?? 'Server pool' : 'New server pool'} />
      <ProblemAlert problem={problem} />
      {!read && !problem && <Loading what="Loading the server pool" />}
      {read && <PoolEditor pool={id ? pool : null} servers={read.servers} initial={pool ? { ...poolFieldsOf(pool), ...(id ? {} : { name: `${pool.name} (copy)`, enabled: false }) } : EMPTY_POOL} />}
    </>
  );
}
