import { Button } from '@patternfly/react-core';
import { useState } from 'react';
import { AdminHead } from '../../admin/AdminHead';
import { AdminTable } from '../../admin/AdminTable';
import { CreateUserModal } from '../../admin/CreateUserModal';
import { PasswordModal, type Secret } from '../../admin/PasswordModal';
import { TableSearch } from '../../admin/TableSearch';
import { useUserActions } from '../../admin/useUserActions';
import { UserRow } from '../../admin/UserRow';
import { ConfirmModal } from '../../components/ConfirmModal';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useNow } from '../../hooks/useNow';
import { usePoll } from '../../hooks/usePoll';
import { matches } from '../../lib/filter';
import type { Me, User } from '../../types';

export function UsersPage({ me }: { me: Me }) {
  const { data, problem, refresh } = usePoll<User[]>('/admin/users');
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<Secret | null>(null);
  const actions = useUserActions(refresh, setSecret);
  const now = useNow(5000);
  return (
    <>
      <AdminHead title="Users">
        <TableSearch label="Search users" value={search} onValue={setSearch} />
        <Button onClick={() => setCreating(true)} data-testid="user-new">Create user</Button>
      </AdminHead>
      <ProblemAlert problem={actions.problem ?? problem} onClose={actions.problem ? actions.clear : undefined} />
      <AdminTable
        label="Users" columns={['Name', 'Role', 'State', 'Last login', 'Live sessions']} empty="No user matches."
        rows={data?.filter(user => matches(search, user.name, user.role))}
        row={user => <UserRow key={user.id} user={user} now={now} actions={actions.of(user, user.id === me.id)} />}
      />
      {creating && (
        <CreateUserModal onClose={() => setCreating(false)} onCreated={created => {
          setCreating(false);
          setSecret(created);
          void refresh();
        }} />
      )}
      {secret && <PasswordModal secret={secret} onClose={() => setSecret(null)} />}
      {actions.confirm && (
        <ConfirmModal title={actions.confirm.title} confirm={actions.confirm.label} onClose={actions.closeConfirm} onConfirm={actions.confirm.go}>{actions.confirm.text}</ConfirmModal>
      )}
    </>
  );
}
