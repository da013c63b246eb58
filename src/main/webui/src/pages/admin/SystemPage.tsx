import { AdminHead } from '../../admin/AdminHead';
import { FactsCard } from '../../admin/FactsCard';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useNow } from '../../hooks/useNow';
import { usePoll } from '../../hooks/usePoll';
import { bytes, duration, moment } from '../../lib/format';
import type { System } from '../../types';

export function SystemPage() {
  const { data, problem } = usePoll<System>('/admin/system');
  const now = useNow();
  return (
    <>
      <AdminHead title="System" />
      <ProblemAlert problem={problem} />
      {!data && !problem && <Loading what="Loading the system" />}
      {data && (
        <div className="berth-cards">
          <FactsCard title={data.product} facts={[
            ['Version', data.version], ['Runtime', data.runtime], ['Answered by node', data.node], ['Zone', data.zone],
            ['Roles', data.roles.join(', ')], ['Started', `${moment(data.startedAt)}, ${duration(now - Date.parse(data.startedAt))} ago`],
            ['Traces', data.traced ? 'Sent to a collector' : 'Off'],
          ]} />
          <FactsCard title="Database" facts={[
            ['Kind', data.database.embedded ? 'Embedded, managed by Berth' : 'External'], ['Version', data.database.version],
            ['Size', bytes(data.database.sizeBytes)], ['Connections', String(data.database.connections)],
          ]} />
          <FactsCard title="Limits" facts={[
            ['Sessions per user', String(data.limits.sessionsPerUser)], ['Unattended sessions end after', duration(data.limits.keepaliveSeconds * 1000)],
          ]} />
        </div>
      )}
    </>
  );
}
