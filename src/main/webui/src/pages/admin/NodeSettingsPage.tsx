import { EmptyState } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { api } from '../../api';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { LivenessForm } from '../../nodes/LivenessForm';
import { StrategyForm } from '../../nodes/StrategyForm';
import type { NodeSettings, Strategy } from '../../nodes/types';
import { asProblem, type Problem } from '../../problem';

/** Null is a part that this server does not have. */
async function ifPresent<T>(path: string): Promise<T | null> {
  return api.get<T>(path).catch((thrown: unknown) => {
    const problem = asProblem(thrown);
    if (problem.status === 404) return null;
    throw problem;
  });
}

/** Read once and not polled: nothing must change under somebody's hands. */
export function NodeSettingsPage() {
  const [settings, setSettings] = useState<{ nodes: NodeSettings | null; scheduler: { strategy: Strategy } | null }>();
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    Promise.all([ifPresent<NodeSettings>('/admin/settings/nodes'), ifPresent<{ strategy: Strategy }>('/admin/settings/scheduler')])
      .then(([nodes, scheduler]) => setSettings({ nodes, scheduler }), (thrown: unknown) => setProblem(asProblem(thrown)));
  }, []);
  return (
    <>
      <AdminHead title="Settings for nodes" />
      <ProblemAlert problem={problem} />
      {!settings && !problem && <Loading what="Loading the settings" />}
      {settings && !settings.nodes && !settings.scheduler && <EmptyState headingLevel="h2" titleText="This server has no settings for nodes" variant="sm" />}
      <div className="berth-narrow berth-stack">
        {settings?.nodes && <LivenessForm initial={settings.nodes} />}
        {settings?.scheduler && <StrategyForm initial={settings.scheduler.strategy} />}
      </div>
    </>
  );
}
