import { FormSection, FormSelect, FormSelectOption } from '@patternfly/react-core';
import type { Protocol } from '../types';
import { Field } from './Field';
import type { SectionProps } from './sections';
import { TextField } from './TextField';

const PROTOCOLS: Record<Protocol, { label: string; port: number }> = {
  kasmvnc: { label: 'KasmVNC (the image brings its own viewer)', port: 6901 },
  vnc: { label: 'VNC (drawn by Berth)', port: 5901 },
  http: { label: 'Web page', port: 8080 },
};

export function ConnectionSection({ form, errors, change }: SectionProps) {
  return (
    <FormSection title="Connection" titleElement="h2">
      <div className="berth-columns">
        <Field id="protocol" label="Protocol" error={errors.protocol} help="What the image speaks.">
          <FormSelect id="protocol" value={form.protocol} onChange={(_, protocol) => change({ protocol: protocol as Protocol })}>
            {Object.entries(PROTOCOLS).map(([value, { label }]) => <FormSelectOption key={value} value={value} label={label} />)}
          </FormSelect>
        </Field>
        <TextField id="port" label="Port" inputMode="numeric" value={form.port} onValue={port => change({ port })} error={errors.port} placeholder={String(PROTOCOLS[form.protocol].port)} help="Inside the container; empty for the usual one." />
        <TextField id="sessionTimeLimitSeconds" label="Time limit in minutes" inputMode="decimal" value={form.timeLimitMinutes} onValue={timeLimitMinutes => change({ timeLimitMinutes })} error={errors.sessionTimeLimitSeconds} help="Empty for none." />
      </div>
    </FormSection>
  );
}
