import { FormSection, TextArea } from '@patternfly/react-core';
import { Field } from '../admin/Field';
import { TextField } from '../admin/TextField';
import type { ServerSection } from './sections';

export function LimitsSection({ form, errors, change }: ServerSection) {
  return (
    <FormSection title="Limits and labels" titleElement="h2">
      <div className="berth-columns">
        <TextField id="maxSessions" label="Most sessions" inputMode="numeric" value={form.maxSessions} onValue={maxSessions => change({ maxSessions })} error={errors.maxSessions} help="At the same time; empty for no limit." />
        <TextField id="maxUsers" label="Most users" inputMode="numeric" value={form.maxUsers} onValue={maxUsers => change({ maxUsers })} error={errors.maxUsers} help="Different people at the same time; empty for no limit." />
      </div>
      <Field id="labels" label="Labels" error={errors.labels} help="One name=value a line, to find the server again.">
        <TextArea id="labels" value={form.labels} onChange={(_, labels) => change({ labels })} rows={2} autoResize className="berth-code" aria-describedby="labels-help" />
      </Field>
    </FormSection>
  );
}
