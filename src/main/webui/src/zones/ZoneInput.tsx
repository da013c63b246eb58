import { FormSelect, FormSelectOption, HelperText, HelperTextItem, Switch } from '@patternfly/react-core';
import { Field } from '../admin/Field';
import { TextField } from '../admin/TextField';
import { STRATEGIES } from '../nodes/strategy';
import { valueOf, type ZoneField } from './fields';
import type { ZoneValue } from './types';

interface Props { field: ZoneField; value: ZoneValue; error?: string; onValue: (value: ZoneValue) => void }

export function ZoneInput({ field, value, error, onValue }: Props) {
  const { key, label, help, kind, placeholder } = field;
  switch (kind) {
    case 'switch': return (
      <div className="berth-zone-switch">
        <Switch id={key} label={label} isChecked={value === true} aria-describedby={`${key}-help`} onChange={(_, on) => onValue(on)} />
        <HelperText id={`${key}-help`}><HelperTextItem variant={error ? 'error' : 'default'}>{error ?? help}</HelperTextItem></HelperText>
      </div>
    );
    case 'strategy': return (
      <Field id={key} label={label} error={error} help={help}>
        <FormSelect id={key} value={String(value ?? '')} onChange={(_, chosen) => onValue(valueOf(field, chosen))}>
          <FormSelectOption value="" label="As in the settings for nodes" />
          {Object.entries(STRATEGIES).map(([name, strategy]) => <FormSelectOption key={name} value={name} label={strategy.name} />)}
        </FormSelect>
      </Field>
    );
    case 'text':
    case 'number': return (
      <TextField id={key} label={label} inputMode={kind === 'number' ? 'numeric' : undefined} value={String(value ?? '')} onValue={typed => onValue(valueOf(field, typed))} error={error} help={help} placeholder={placeholder} />
    );
  }
}
