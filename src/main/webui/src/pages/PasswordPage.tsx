import { Content } from '@patternfly/react-core';
import { EntryFrame } from '../components/EntryFrame';
import { PasswordForm } from '../components/PasswordForm';
import { useTitle } from '../hooks/useTitle';

export function PasswordPage() {
  useTitle('Choose your password');
  return (
    <EntryFrame title="Choose your own password">
      <Content component="p" className="berth-gap-below">
        The password you logged in with was made for you. Choose one that only you know; then you can go on.
      </Content>
      <PasswordForm />
    </EntryFrame>
  );
}
