import { FormGroup, FormHelperText, HelperText, HelperTextItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface Props { id: string; label: string; error?: string; help?: ReactNode; required?: boolean; children: ReactNode }

/** A labelled input with its explanation, or what is wrong with it instead. */
export function Field({ id, label, error, help, required, children }: Props) {
  return (
    <FormGroup label={label} fieldId={id} isRequired={required}>
      {children}
      {(error ?? help) && (
        <FormHelperText>
          <HelperText id={`${id}-help`} isLiveRegion={Boolean(error)}><HelperTextItem variant={error ? 'error' : 'default'}>{error ?? help}</HelperTextItem></HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}
