import { FormSection, Switch, TextArea } from '@patternfly/react-core';
import { Field } from '../admin/Field';
import { TextField } from '../admin/TextField';
import type { ServerSection } from './sections';

export function GeneralSection({ form, errors, change }: ServerSection) {
  return (
    <FormSection title="General" titleElement="h2">
      <TextField id="name" label="Name" required value={form.name} onValue={name => change({ name })} error={errors.name} help="As administrators call the machine; people see the name of its workspace." />
      <Field id="description" label="Description" error={errors.description}>
        <TextArea id="description" value={form.description} onChange={(_, description) => change({ description })} rows={2} autoResize aria-describedby={errors.description && 'description-help'} />
      </Field>
      <Switch id="enabled" label="Enabled: people can connect to it" isChecked={form.enabled} onChange={(_, enabled) => change({ enabled })} />
    </FormSection>
  );
}
