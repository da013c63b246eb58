import { FormSection, FormSelect, FormSelectOption } from '@patternfly/react-core';
import type { KeepaliveAction, Protocol } from '../types';
import { Field } from './Field';
import type { SectionProps } from './sections';
import { TextField } from './TextField';

const PROTOCOLS: Partial<Record<Protocol, { label: string; port: number }>> = {
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
        <TextField id="port" label="Port" inputMode="numeric" value={form.port} onValue={port => change({ port })} error={errors.port} placeholder={String(PROTOCOLS[form.protocol]?.port ?? '')} help="Inside the container; empty for the usual one." />
        <TextField id="sessionTimeLimitSeconds" label="Time limit in minutes" inputMode="decimal" value={form.timeLimitMinutes} onValue={timeLimitMinutes => change({ timeLimitMinutes })} error={errors.sessionTimeLimitSeconds} help="Empty for none." />
        <Field id="keepaliveAction" label="When the user has left" error={errors.keepaliveAction} help="After the keepalive time of the deployment.">
          <FormSelect id="keepaliveAction" value={form.keepaliveAction} onChange={(_, action) => change({ keepaliveAction: action as KeepaliveAction | '' })}>
            <FormSelectOption value="" label="As the deployment says" />
            <FormSelectOption value="end" label="End the session" />
            <FormSelectOption value="pause" label="Pause it: memory is kept" />
            <FormSelectOption value="stop" label="Stop it: files are kept" />
          </FormSelect>
        </Field>
      </div>
    </FormSection>
  );
}
