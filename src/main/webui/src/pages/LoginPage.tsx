import { ActionGroup, Button, Form, FormGroup, TextInput } from '@patternfly/react-core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api, login } from '../api';
import { EntryFrame } from '../components/EntryFrame';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { useNow } from '../hooks/useNow';
import { useTitle } from '../hooks/useTitle';
import { duration } from '../lib/format';
import type { Login } from '../types';

export function LoginPage() {
  useTitle('Log in');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [blockedUntil, setBlockedUntil] = useState(0);
  const passwordField = useRef<HTMLInputElement>(null);
  const { busy, problem, run } = useAction();
  const wait = blockedUntil - useNow();

  useEffect(() => {
    if (!problem) return;
    if (problem.retryAfter) setBlockedUntil(Date.now() + problem.retryAfter * 1000);
    setPassword('');
    passwordField.current?.focus();
  }, [problem]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => login.set(await api.post<Login>('/login', { name: name.trim(), password })));
  };

  return (
    <EntryFrame title="Log in to Berth">
      <ProblemAlert problem={problem} />
      <Form onSubmit={submit}>
        <FormGroup label="Name" fieldId="login-name" isRequired>
          <TextInput id="login-name" data-testid="login-name" value={name} onChange={(_, value) => setName(value)} autoComplete="username" autoCapitalize="none" spellCheck="false" isRequired autoFocus />
        </FormGroup>
        <FormGroup label="Password" fieldId="login-password" isRequired>
          <TextInput id="login-password" ref={passwordField} data-testid="login-password" type="password" value={password} onChange={(_, value) => setPassword(value)} autoComplete="current-password" isRequired />
        </FormGroup>
        <ActionGroup>
          <Button type="submit" isBlock size="lg" isLoading={busy} isDisabled={busy || wait > 0} data-testid="login-submit">
            {wait > 0 ? `Try again in ${duration(Math.max(1000, Math.round(wait / 1000) * 1000))}` : 'Log in'}
          </Button>
        </ActionGroup>
      </Form>
    </EntryFrame>
  );
}
