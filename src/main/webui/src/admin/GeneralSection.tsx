import { FormSection, Switch, TextArea } from '@patternfly/react-core';
import { CategoriesField } from './CategoriesField';
import { Field } from './Field';
import { IconPicker } from './IconPicker';
import type { SectionProps } from './sections';
import { TextField } from './TextField';

export function GeneralSection({ form, errors, change }: SectionProps) {
  return (
    <FormSection title="What people see" titleElement="h2">
      <TextField id="name" label="Name" required value={form.name} onValue={name => change({ name })} error={errors.name} />
      <Field id="description" label="Description" error={errors.description} help="One or two sentences on the tile.">
        <TextArea id="description" value={form.description} onChange={(_, description) => change({ description })} rows={2} autoResize aria-describedby="description-help" />
      </Field>
      <IconPicker icon={form.icon} error={errors.icon} onIcon={icon => change({ icon })} />
      <CategoriesField categories={form.categories} error={errors.categories} onCategories={categories => change({ categories })} />
      <Switch id="enabled" label="Enabled: people can launch it" isChecked={form.enabled} onChange={(_, enabled) => change({ enabled })} />
    </FormSection>
  );
}
