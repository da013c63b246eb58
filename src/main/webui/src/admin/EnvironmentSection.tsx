import { Alert, Button, FormSection, TextInput } from '@patternfly/react-core';
import PlusIcon from '@patternfly/react-icons/dist/esm/icons/plus-icon';
import TrashIcon from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { envRow, type EnvRow } from './form';
import type { SectionProps } from './sections';

export function EnvironmentSection({ form, errors, change }: SectionProps) {
  const update = (id: number, part: Partial<EnvRow>) =>
    change({ environment: form.environment.map(row => (row.id === id ? { ...row, ...part } : row)) });
  return (
    <FormSection title="Environment" titleElement="h2">
      {errors.environment && <Alert variant="danger" isInline isPlain title={errors.environment} />}
      {form.environment.length === 0 && <p className="berth-subtle">No variables are set for the container.</p>}
      {form.environment.map((row, index) => (
        <div key={row.id} className="berth-env">
          <TextInput aria-label={`Name of variable ${index + 1}`} placeholder="NAME" value={row.key} onChange={(_, key) => update(row.id, { key })} />
          <TextInput aria-label={`Value of variable ${index + 1}`} placeholder="value" value={row.value} onChange={(_, value) => update(row.id, { value })} />
          <Button variant="plain" icon={<TrashIcon />} aria-label={`Remove ${row.key || `variable ${index + 1}`}`} onClick={() => change({ environment: form.environment.filter(other => other.id !== row.id) })} />
        </div>
      ))}
      <div><Button variant="link" isInline icon={<PlusIcon />} onClick={() => change({ environment: [...form.environment, envRow()] })}>Add a variable</Button></div>
    </FormSection>
  );
}
