import { TextInput, type TextInputProps } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { Field } from './Field';

interface Props extends Pick<TextInputProps, 'type' | 'list' | 'inputMode' | 'placeholder' | 'autoComplete' | 'autoFocus'> {
  id: string; label: string; value: string; onValue: (value: string) => void; error?: string; help?: ReactNode; required?: boolean;
}

export function TextField({ id, label, value, onValue, error, help, required, ...rest }: Props) {
  return (
    <Field id={id} label={label} error={error} help={help} required={required}>
      <TextInput id={id} value={value} onChange={(_, text) => onValue(text)} validated={error ? 'error' : 'default'} aria-describedby={error || help ? `${id}-help` : undefined} isRequired={required} {...rest} />
    </Field>
  );
}
