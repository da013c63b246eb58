import { Button, Form, FormGroup, TextInput } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { WorkspaceIcon } from '../../components/WorkspaceIcon';
import { navigate } from '../../router';
import type { Session } from '../../types';
import { Panel } from '../Panel';
import { isSecret, labelOf } from './asked';

interface Props { names: string[]; session: Session; painted: boolean; onAnswer: (values: Record<string, string>) => void; onEnd: () => void }

/** The machine asks who is there. What is typed goes to it alone. */
export function CredentialsForm({ names, session, painted, onAnswer, onEnd }: Props) {
  const [values, setValues] = useState<Record<string, string>>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAnswer(Object.fromEntries(names.map(name => [name, values[name] ?? ''])));
  };
  return (
    <Panel veil={painted} title={`Sign in to ${session.workspaceName}`} icon={<WorkspaceIcon icon={session.workspaceIcon} />}>
      <p className="berth-gap-below">The machine wants to know who you are. What you type goes to the machine and is not kept by Berth.</p>
      <Form onSubmit={submit} data-testid="credentials-form" autoComplete="off">
        {names.map((name, index) => (
          <FormGroup key={name} label={labelOf(name)} fieldId={`asked-${name}`}>
            <TextInput id={`asked-${name}`} name={`machine-${name}`} type={isSecret(name) ? 'password' : 'text'} autoFocus={index === 0} autoComplete={isSecret(name) ? 'new-password' : 'off'}
              autoCapitalize="off" spellCheck={false} value={values[name] ?? ''} onChange={(_, value) => setValues({ ...values, [name]: value })} />
          </FormGroup>
        ))}
        <div className="berth-panel-actions">
          <Button type="submit" data-testid="credentials-send">Sign in</Button>
          <Button variant="secondary" onClick={() => navigate('/')} data-testid="leave-session">Back to my desktops</Button>
          <Button variant="link" isDanger onClick={onEnd} data-testid="end-session">End session</Button>
        </div>
      </Form>
    </Panel>
  );
}
