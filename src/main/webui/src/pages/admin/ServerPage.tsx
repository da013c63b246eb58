import { useEffect, useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { api } from '../../api';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useAction } from '../../hooks/useAction';
import { copyOf, EMPTY_SERVER, NOTHING_STORED, serverFormOf, storedOf } from '../../servers/form';
import { ServerEditor } from '../../servers/ServerEditor';
import type { Server } from '../../servers/types';

/** Read once and not polled: nothing must change under somebody's hands. */
export function ServerPage({ id }: { id: string | null }) {
  const [source] = useState(() => id ?? new URLSearchParams(location.search).get('copy'));
  const [server, setServer] = useState<Server>();
  const { problem, run } = useAction();
  useEffect(() => {
    if (source) void run(async () => setServer(await api.get<Server>(`/admin/servers/${source}`)));
  }, [source, run]);
  return (
    <>
      <AdminHead title={id ? server?.name ?? 'Server' : 'New server'} />
      <ProblemAlert problem={problem} />
      {source && !server && !problem && <Loading what="Loading the server" />}
      {!source && <ServerEditor id={null} initial={EMPTY_SERVER} stored={NOTHING_STORED} />}
      {server && id && <ServerEditor id={id} initial={serverFormOf(server)} stored={storedOf(server)} />}
      {server && !id && <ServerEditor id={null} initial={copyOf(server)} stored={NOTHING_STORED} note={`A copy of ${server.name}. Passwords and keys are not copied: they can not be read.`} />}
    </>
  );
}
