import { useState } from 'react';
import type { RowAction } from '../admin/RowMenu';
import { api } from '../api';
import { useAction } from '../hooks/useAction';
import { isGone } from './model';
import type { Node } from './types';

export interface Confirm { title: string; text: string; label: string; go: () => Promise<void> }

/** What an administrator can do with a node, as far as its server knows how. What hurts is explained and asked for first. */
export function useNodeActions(refresh: () => Promise<void>) {
  const { problem, run, clear } = useAction();
  const [confirm, setConfirm] = useState<Confirm | null>(null);
  const [draining, setDraining] = useState<Node | null>(null);
  const [editing, setEditing] = useState<Node | null>(null);

  const path = (node: Node) => `/admin/nodes/${node.id}`;
  const thenRefresh = (work: () => Promise<unknown>) => async () => {
    await work();
    await refresh();
  };
  const now = (work: () => Promise<unknown>) => () => void run(thenRefresh(work));
  const asked = (title: string, text: string, label: string, work: () => Promise<unknown>) => () =>
    setConfirm({ title, text, label, go: thenRefresh(work) });

  const of = (node: Node): RowAction[] => {
    const list: RowAction[] = [];
    const identified = node.certificateExpiresAt !== undefined;
    if (node.enabled === false && node.state !== 'revoked') list.push({ title: 'Enable', onClick: now(() => api.patch(path(node), { enabled: true })) });
    if (node.drain) list.push({ title: 'End the drain', onClick: now(() => api.delete(`${path(node)}/drain`)) });
    if (node.drain !== undefined && !isGone(node) && node.state !== 'pending') {
      list.push({ title: node.drain ? 'Change the drain' : 'Drain', onClick: () => setDraining(node) });
    }
    if (node.labels !== undefined && node.state !== 'revoked') list.push({ title: 'Edit labels and limits', onClick: () => setEditing(node) });
    if (node.enabled && !isGone(node)) {
      list.push({ title: 'Disable', isDanger: true, onClick: asked(`Disable ${node.name}?`, 'Nothing new is started on it or sent through it until it is enabled again. What runs there goes on. To empty it for maintenance, drain it instead.', 'Disable node', () => api.patch(path(node), { enabled: false })) });
    }
    // A running web app holds the database, whatever its certificate says.
    if (identified && node.state !== 'revoked' && (isGone(node) || !node.roles.includes('web-app'))) {
      list.push({ title: 'Revoke', isDanger: true, onClick: asked(`Revoke ${node.name}?`, `Its certificate is refused from now on, and its ${node.sessions === 1 ? 'session is' : `${node.sessions} sessions are`} ended. Do this when the machine is lost or not to be trusted; to come back it has to be enrolled anew.`, 'Revoke node', () => api.post(`${path(node)}/revoke`)) });
    }
    if (identified && (isGone(node) || node.state === 'pending')) {
      list.push({ title: 'Remove', isDanger: true, onClick: asked(`Remove ${node.name}?`, 'It disappears from this list, with its labels and limits. This can not be undone; the machine itself is not touched.', 'Remove node', () => api.delete(path(node))) });
    }
    return list;
  };

  return {
    of, problem, clear, confirm, closeConfirm: () => setConfirm(null),
    draining, closeDrain: () => setDraining(null), editing, closeEdit: () => setEditing(null),
  };
}
