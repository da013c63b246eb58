import { useEffect, useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { WorkspaceEditor } from '../../admin/WorkspaceEditor';
import { formOf, initialOf } from '../../admin/form';
import { api } from '../../api';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useAction } from '../../hooks/useAction';
import type { Workspace } from '../../types';

/** Read once and not polled: nothing must change under somebody's hands. */
export function WorkspacePage({ id }: { id: string | null }) {
  const [workspace, setWorkspace] = useState<Workspace>();
  const { problem, run } = useAction();
  useEffect(() => {
    if (id) void run(async () => setWorkspace(await api.get<Workspace>(`/admin/workspaces/${id}`)));
  }, [id, run]);
  return (
    <>
      <AdminHead title={id ? workspace?.name ?? 'Workspace' : 'New workspace'} />
      <ProblemAlert problem={problem} />
      {id && !workspace && !problem && <Loading what="Loading the workspace" />}
      {!id && <WorkspaceEditor id={null} initial={initialOf(location.search)} passwordSet={false} />}
      {id && workspace && <WorkspaceEditor id={id} initial={formOf(workspace)} passwordSet={workspace.registryPasswordSet} />}
    </>
  );
}
