import { ActionGroup, Button, Form, FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { api, login } from '../api';
import { useAction } from '../hooks/useAction';
import { passwordRules } from '../lib/passwordRules';
import type { Login } from '../types';
import { ProblemAlert } from './ProblemAlert';

export function PasswordForm({ onDone }: { onDone?: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeat, setRepeat] = useState('');
  const { busy, problem, run } = useAction();
  const rules = passwordRules(current, next, repeat);
  const ready = current !== '' && rules.every(rule => rule.met);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    void run(async () => {
      const fresh = await api.post<Login>('/me/password', { currentPassword: current, newPassword: next });
      setCurrent('');
      setNext('');
      setRepeat('');
      login.set(fresh);
      onDone?.();
    });
  };

  const field = (id: string, label: string, value: string, set: (value: string) => void, complete: string, error?: string) => (
    <FormGroup label={label} fieldId={id} isRequired>
      <TextInput id={id} data-testid={id} type="password" value={value} onChange={(_, text) => set(text)} autoComplete={complete} isRequired validated={error ? 'error' : 'default'} aria-describedby={error && `${id}-error`} />
      {error && <FormHelperText><HelperText id={`${id}-error`}><HelperTextItem variant="error">{error}</HelperTextItem></HelperText></FormHelperText>}
    </FormGroup>
  );

  return (
    <Form onSubmit={submit}>
      <ProblemAlert problem={problem} />
      {field('change-current', 'Current password', current, setCurrent, 'current-password', problem?.fieldError('currentPassword'))}
      {field('change-new', 'New password', next, setNext, 'new-password', problem?.fieldError('newPassword'))}
      {field('change-repeat', 'New password again', repeat, setRepeat, 'new-password')}
      <HelperText component="ul" isLiveRegion aria-label="Rules for the new password">
        {rules.map(rule => (
          <HelperTextItem key={rule.text} component="li" variant={rule.met ? 'success' : 'indeterminate'}>{rule.text}</HelperTextItem>
        ))}
      </HelperText>
      <ActionGroup>
        <Button type="submit" isLoading={busy} isDisabled={busy || !ready} data-testid="change-submit">Change password</Button>
      </ActionGroup>
    </Form>
  );
}
