import { Button, Checkbox, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import type { Role, User } from '../types';
import type { Secret } from './PasswordModal';
import { TextField } from './TextField';

export function CreateUserModal({ onClose, onCreated }: { onClose: () => void; onCreated: (secret: Secret) => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('user');
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    void run(async () => {
      const { user, password } = await api.post<{ user: User; password: string }>('/admin/users', { name: name.trim(), role });
      onCreated({ name: user.name, password });
    });
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="create-user-title">
      <ModalHeader title="Create user" labelId="create-user-title" />
      <ModalBody>
        <Form id="create-user" onSubmit={submit}>
          <ProblemAlert problem={problem} />
          <TextField id="user-name" label="Name" required autoFocus autoComplete="off" value={name} onValue={setName} error={problem?.fieldError('name')} help="What the person types to log in." />
          <Checkbox id="user-role" label="Administrator" isChecked={role === 'administrator'} onChange={(_, checked) => setRole(checked ? 'administrator' : 'user')} description="Can change workspaces, users and settings, and see all sessions." />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="create-user" isLoading={busy} isDisabled={busy || !name.trim()} data-testid="user-create">Create user</Button>
        <Button variant="link" onClick={onClose}>Cancel</Button>
      </ModalFooter>
    </Modal>
  );
}
