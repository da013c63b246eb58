import { ActionGroup, Button, Form, FormSection, Radio, Switch, TextArea } from '@patternfly/react-core';
import { useEffect, useState, type FormEvent } from 'react';
import { Field } from '../admin/Field';
import { TextField } from '../admin/TextField';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { navigate } from '../router';
import { Occupancy } from './Occupancy';
import { checkPool } from './poolForm';
import { ServerPicker } from './ServerPicker';
import type { Pool, PoolFields, Server } from './types';

export function PoolEditor({ pool, initial, servers }: { pool: Pool | null; initial: PoolFields; servers: Server[] }) {
  const [form, setForm] = useState(initial);
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const { busy, problem, run } = useAction();
  const change = (part: Partial<PoolFields>) => setForm(old => ({ ...old, ...part }));
  useEffect(() => {
    const first = Object.keys(errors)[0];
    if (first) document.getElementById(first)?.focus();
  }, [errors]);
  useEffect(() => {
    if (problem?.errors.length) setErrors(Object.fromEntries(problem.errors.map(error => [error.field, error.message])));
  }, [problem]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkPool(form);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    void run(async () => {
      if (pool) await api.put(`/admin/server-pools/${pool.id}`, form);
      else await api.post('/admin/server-pools', form);
      navigate('/admin/server-pools');
    });
  };
  return (
    <Form onSubmit={submit} noValidate className="berth-narrow">
      <ProblemAlert problem={problem} />
      {pool && <Occupancy pool={pool} label="In use" />}
      <FormSection title="General" titleElement="h2">
        <TextField id="name" label="Name" required value={form.name} onValue={name => change({ name })} error={errors.name} />
        <Field id="description" label="Description" error={errors.description}>
          <TextArea id="description" value={form.description} onChange={(_, description) => change({ description })} rows={2} autoResize />
        </Field>
        <Switch id="enabled" label="Enabled: people get servers from it" isChecked={form.enabled} onChange={(_, enabled) => change({ enabled })} />
      </FormSection>
      <FormSection title="Servers" titleElement="h2">
        <ServerPicker servers={servers} chosen={form.serverIds} error={errors.serverIds} onChosen={serverIds => change({ serverIds })} />
      </FormSection>
      <FormSection title="Who gets which" titleElement="h2">
        <div role="radiogroup" aria-label="Who gets which" className="berth-choices">
          <Radio id="shared" name="exclusive" label="The server with the least load" description="Sessions are compared with what each server may have; one without a limit counts as nearly empty." isChecked={!form.exclusive} onChange={() => change({ exclusive: false })} />
          <Radio id="exclusive" name="exclusive" label="One user for each server" description="A person gets a server that nobody uses, and whoever has one already gets it again. When all are taken, the next is told so." isChecked={form.exclusive} onChange={() => change({ exclusive: true })} />
        </div>
      </FormSection>
      <ActionGroup className="berth-sticky">
        <Button type="submit" isLoading={busy} isDisabled={busy} data-testid="pool-save">{pool ? 'Save' : 'Create server pool'}</Button>
        <Button variant="link" onClick={() => navigate('/admin/server-pools')}>Cancel</Button>
        {Object.keys(errors).length > 0 && <span role="alert" className="berth-urgent">Some fields need attention.</span>}
      </ActionGroup>
    </Form>
  );
}
