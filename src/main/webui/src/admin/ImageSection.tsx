import { Checkbox, FormSection } from '@patternfly/react-core';
import type { SectionProps } from './sections';
import { TextField } from './TextField';

export function ImageSection({ form, errors, change, passwordSet }: SectionProps & { passwordSet: boolean }) {
  const removing = form.registryPassword === '' && passwordSet;
  return (
    <FormSection title="Image" titleElement="h2">
      <TextField id="image" label="Container image" required value={form.image} onValue={image => change({ image })} error={errors.image} placeholder="registry.example.org/team/desktop:1.0" help="With its tag; the node fetches it when it is missing or new." />
      <div className="berth-columns">
        <TextField id="registryUser" label="Registry user" value={form.registryUser} onValue={registryUser => change({ registryUser })} error={errors.registryUser} autoComplete="off" help="Only for registries that ask for a login." />
        <TextField id="registryPassword" label="Registry password" type="password" autoComplete="new-password" value={form.registryPassword ?? ''} onValue={text => change({ registryPassword: text || null })} error={errors.registryPassword}
          help={removing ? 'It will be removed.' : passwordSet ? 'One is stored. Leave this empty to keep it.' : 'None is stored.'} />
      </div>
      {passwordSet && <Checkbox id="removePassword" label="Remove the stored registry password" isChecked={removing} onChange={(_, checked) => change({ registryPassword: checked ? '' : null })} />}
    </FormSection>
  );
}
