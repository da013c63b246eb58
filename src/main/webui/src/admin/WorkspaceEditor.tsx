import { ActionGroup, Alert, Button, Form } from '@patternfly/react-core';
import { useEffect, useState, type FormEvent } from 'react';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { navigate } from '../router';
import { ConnectionSection } from './ConnectionSection';
import { EnvironmentSection } from './EnvironmentSection';
import { bodyOf, checkForm, type FormErrors, type WorkspaceForm } from './form';
import { GeneralSection } from './GeneralSection';
import { ImageSection } from './ImageSection';
import { isRemote } from './kind';
import { KindSection } from './KindSection';
import { MachineSection } from './MachineSection';
import { OverridesSection } from './OverridesSection';
import { PlaceSection } from './PlaceSection';
import { PolicySection } from './PolicySection';
import { ResourcesSection } from './ResourcesSection';

export function WorkspaceEditor({ id, initial, passwordSet }: { id: string | null; initial: WorkspaceForm; passwordSet: boolean }) {
  const [form, setForm] = useState(initial);
  const [errors, setErrors] = useState<FormErrors>({});
  const { busy, problem, run } = useAction();
  const change = (part: Partial<WorkspaceForm>) => setForm(old => ({ ...old, ...part }));

  // Bring the first wrong field into view, wherever in the long form it is.
  useEffect(() => {
    const first = Object.keys(errors)[0];
    if (first) document.getElementById(first)?.focus();
  }, [errors]);
  useEffect(() => {
    if (problem?.errors.length) setErrors(Object.fromEntries(problem.errors.map(error => [error.field, error.message])));
  }, [problem]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkForm(form);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    void run(async () => {
      if (id) await api.put(`/admin/workspaces/${id}`, bodyOf(form));
      else await api.post('/admin/workspaces', bodyOf(form));
      navigate('/admin/workspaces');
    });
  };

  const section = { form, errors, change };
  // Errors of fields that have no input of their own would otherwise stay invisible.
  const elsewhere = Object.entries(errors).filter(([field]) => field !== 'environment' && !document.getElementById(field));
  return (
    <Form onSubmit={submit} noValidate className="berth-narrow">
      <ProblemAlert problem={problem} />
      {elsewhere.map(([field, message]) => <Alert key={field} variant="danger" isInline title={`${field}: ${message}`} />)}
      <KindSection {...section} fixed={id !== null} />
      <GeneralSection {...section} />
      {form.kind === 'container' ? (
        <>
          <ImageSection {...section} passwordSet={passwordSet} />
          <ResourcesSection {...section} />
          <PlaceSection {...section} />
          <ConnectionSection {...section} />
          <EnvironmentSection {...section} />
          <OverridesSection {...section} />
        </>
      ) : <MachineSection {...section} />}
      {isRemote(form.kind) && <PolicySection {...section} />}
      <ActionGroup className="berth-sticky">
        <Button type="submit" isLoading={busy} isDisabled={busy} data-testid="workspace-save">{id ? 'Save' : 'Create workspace'}</Button>
        <Button variant="link" onClick={() => navigate('/admin/workspaces')}>Cancel</Button>
        {Object.keys(errors).length > 0 && <span role="alert" className="berth-urgent">Some fields need attention.</span>}
      </ActionGroup>
    </Form>
  );
}
