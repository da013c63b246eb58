import { ActionGroup, Alert, Button, Form } from '@patternfly/react-core';
import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { useNodes } from '../nodes/useNodes';
import { navigate } from '../router';
import { CredentialsSection } from './CredentialsSection';
import { checkServer, serverFieldsOf, type ServerErrors, type ServerForm, type Stored } from './form';
import { GeneralSection } from './GeneralSection';
import { LimitsSection } from './LimitsSection';
import { MachineSection } from './MachineSection';
import { ParametersSection } from './ParametersSection';
import { SecuritySection } from './SecuritySection';
import { testForm } from './test';
import { TestModal } from './TestModal';

const RARELY_MS = 60_000;

export function ServerEditor({ id, initial, stored, note }: { id: string | null; initial: ServerForm; stored: Stored; note?: string }) {
  const [form, setForm] = useState(initial);
  const [errors, setErrors] = useState<ServerErrors>({});
  const [testing, setTesting] = useState<ReturnType<typeof serverFieldsOf> | null>(null);
  const { busy, problem, run } = useAction();
  const { nodes } = useNodes(RARELY_MS);
  const change = (part: Partial<ServerForm>) => setForm(old => ({ ...old, ...part }));
  const test = useCallback(() => testForm(testing!, id), [testing, id]);

  // Most deployments have one zone: nobody should have to know its name.
  const zones = [...new Set(nodes?.map(node => node.zone))];
  const only = zones.length === 1 ? zones[0]! : '';
  useEffect(() => {
    if (only) setForm(old => (old.zone ? old : { ...old, zone: only }));
  }, [only]);
  useEffect(() => {
    const first = Object.keys(errors)[0];
    if (first) document.getElementById(first)?.focus();
  }, [errors]);
  useEffect(() => {
    if (problem?.errors.length) setErrors(Object.fromEntries(problem.errors.map(error => [error.field, error.message])));
  }, [problem]);

  const valid = () => {
    const found = checkServer(form);
    setErrors(found);
    return Object.keys(found).length === 0;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid()) return;
    void run(async () => {
      if (id) await api.put(`/admin/servers/${id}`, serverFieldsOf(form));
      else await api.post('/admin/servers', serverFieldsOf(form));
      navigate('/admin/servers');
    });
  };

  const section = { form, errors, change };
  return (
    <Form onSubmit={submit} noValidate className="berth-narrow">
      {note && <Alert variant="info" isInline title={note} />}
      <ProblemAlert problem={problem} />
      <GeneralSection {...section} />
      <MachineSection {...section} nodes={nodes} />
      <CredentialsSection {...section} stored={stored} />
      <SecuritySection {...section} />
      <LimitsSection {...section} />
      <ParametersSection {...section} />
      <ActionGroup className="berth-sticky">
        <Button type="submit" isLoading={busy} isDisabled={busy} data-testid="server-save">{id ? 'Save' : 'Create server'}</Button>
        <Button variant="secondary" onClick={() => valid() && setTesting(serverFieldsOf(form))} data-testid="server-test">Test connection</Button>
        <Button variant="link" onClick={() => navigate('/admin/servers')}>Cancel</Button>
        {Object.keys(errors).length > 0 && <span role="alert" className="berth-urgent">Some fields need attention.</span>}
      </ActionGroup>
      {testing && <TestModal title={`Test of ${form.name.trim()}`} protocol={form.protocol} test={test} onClose={() => setTesting(null)}
        onPin={form.protocol === 'rdp' && form.certificate !== 'pin' ? pinnedCertificate => { change({ certificate: 'pin', pinnedCertificate }); setTesting(null); } : undefined} />}
    </Form>
  );
}
