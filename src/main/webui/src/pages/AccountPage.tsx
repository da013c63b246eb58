import { Alert, Button, Card, CardBody, CardTitle, Content, Stack, StackItem, Title } from '@patternfly/react-core';
import { useState } from 'react';
import { api, login } from '../api';
import { ConfirmModal } from '../components/ConfirmModal';
import { PasswordForm } from '../components/PasswordForm';
import { useTitle } from '../hooks/useTitle';
import type { Me } from '../types';

export function AccountPage({ user }: { user: Me }) {
  useTitle('My account');
  const [changed, setChanged] = useState(false);
  const [asking, setAsking] = useState(false);
  return (
    <Stack hasGutter className="berth-narrow">
      <StackItem>
        <Title headingLevel="h1">My account</Title>
        <Content component="p">You are logged in as <strong>{user.name}</strong>{user.role === 'administrator' && ', an administrator'}.</Content>
      </StackItem>
      <StackItem>
        <Card>
          <CardTitle component="h2">Change password</CardTitle>
          <CardBody>
            {changed && <Alert variant="success" isInline isLiveRegion title="Your password is changed" className="berth-gap-below" />}
            <PasswordForm onDone={() => setChanged(true)} />
          </CardBody>
        </Card>
      </StackItem>
      <StackItem>
        <Card>
          <CardTitle component="h2">Log out everywhere</CardTitle>
          <CardBody>
            <Content component="p">Ends every login of your account on all devices, this one included, and cuts the streams that are open. Your sessions go on running until their time is over.</Content>
            <Button variant="secondary" isDanger onClick={() => setAsking(true)}>Log out everywhere</Button>
          </CardBody>
        </Card>
      </StackItem>
      {asking && (
        <ConfirmModal title="Log out everywhere?" confirm="Log out everywhere" onClose={() => setAsking(false)} onConfirm={async () => {
          await api.post('/logout-everywhere');
          login.set(null);
        }}>
          You will have to log in again here and on every other device.
        </ConfirmModal>
      )}
    </Stack>
  );
}
