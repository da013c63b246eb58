import { FormSection, TextArea } from '@patternfly/react-core';
import { Field } from './Field';
import { parseOverrides } from './form';
import type { SectionProps } from './sections';

export function OverridesSection({ form, errors, change }: SectionProps) {
  const parsed = parseOverrides(form.runOverrides);
  const error = 'error' in parsed ? parsed.error : errors.runOverrides;
  const tidy = () => 'value' in parsed && change({ runOverrides: JSON.stringify(parsed.value, null, 2) });
  return (
    <FormSection title="Run overrides" titleElement="h2">
      <Field id="runOverrides" label="Options for the container engine" error={error}
        help={<>One JSON object, merged into how the container is created, for example <code>{'{"hostname": "desk", "capAdd": ["NET_ADMIN"], "dns": ["192.0.2.53"]}'}</code>.</>}>
        <TextArea id="runOverrides" className="berth-code" rows={6} resizeOrientation="vertical" spellCheck={false} value={form.runOverrides} onChange={(_, runOverrides) => change({ runOverrides })} onBlur={tidy} validated={error ? 'error' : 'default'} aria-describedby="runOverrides-help" />
      </Field>
    </FormSection>
  );
}
