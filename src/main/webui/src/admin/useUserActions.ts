import { useState } from 'react';
import { api } from '../api';
import { useAction } from '../hooks/useAction';
import type { User } from '../types';
import type { Secret } from './PasswordModal';
import type { RowAction } from './RowMenu';

interface Confirm { title: string; text: string; label: string; go: () => Promise<void> }

/** What an administrator can do with a user. Things that hurt are asked for first. */
export function useUserActions(refresh: () => Promise<void>, onSecret: (secret: Secret) => void) {
  const { problem, run, clear } = useAction();
  const [confirm, setConfirm] = useState<Confirm | null>(null);

  const path = (user: User) => `/admin/users/${user.id}`;
  const now = (work: () => Promise<unknown>) => () => void run(async () => {
    await work();
    await refresh();
  });
  const asked = (title: string, text: string, label: string, work: () => Promise<unknown>) => () => setConfirm({
    title, text, label,
    go: async () => {
      await work();
      await refresh();
    },
  });

  const of = (user: User, self: boolean): RowAction[] => {
    const resetPassword = async () => {
      const { password } = await api.post<{ password: string }>(`${path(user)}/reset-password`);
      onSecret({ name: user.name, password });
    };
    const list: RowAction[] = [];
    if (user.lockedUntil) list.push({ title: 'Unlock', onClick: now(() => api.post(`${path(user)}/unlock`)) });
    list.push(user.role === 'user'
      ? { title: 'Make administrator', onClick: asked(`Make ${user.name} an administrator?`, 'Administrators can change everything and see all sessions.', 'Make administrator', () => api.patch(path(user), { role: 'administrator' })) }
      : { title: 'Make ordinary user', onClick: asked(`Take the administration from ${user.name}?`, self ? 'This is your own account: you will lose access to the administration at once.' : 'The account keeps its sessions.', 'Make ordinary user', () => api.patch(path(user), { role: 'user' })) });
    list.push({ title: 'Reset password', onClick: asked(`Reset the password of ${user.name}?`, 'A new password is made and shown to you once. The old one no longer works.', 'Reset password', resetPassword) });
    list.push({ title: 'Log out everywhere', onClick: now(() => api.post(`${path(user)}/logout`)) });
    list.push(user.enabled
      ? { title: 'Disable', isDanger: true, onClick: asked(`Disable ${user.name}?`, 'The account can no longer log in, and its sessions are ended.', 'Disable user', () => api.patch(path(user), { enabled: false })) }
      : { title: 'Enable', onClick: now(() => api.patch(path(user), { enabled: true })) });
    list.push({ title: 'Delete', isDanger: true, onClick: asked(`Delete ${user.name}?`, 'The account and its sessions are removed. This can not be undone.', 'Delete user', () => api.delete(path(user))) });
    return list;
  };

  return { of, problem, clear, confirm, closeConfirm: () => setConfirm(null) };
}
