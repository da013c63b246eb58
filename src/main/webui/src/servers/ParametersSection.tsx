import { Alert, Button, FormSection, FormSelect, FormSelectOption, InputGroup, InputGroupItem, Switch, TextInput } from '@patternfly/react-core';
import TrashIcon from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { useState } from 'react';
import { firstValue, PARAMETERS, type Parameter } from './parameters';
import type { ServerSection } from './sections';

/** The rest that guacd can be told, chosen from a list: nothing else reaches it. */
export function ParametersSection({ form, errors, change }: ServerSection) {
  const known = PARAMETERS[form.protocol];
  const unset = known.filter(({ name }) => !(name in form.parameters));
  const set = (name: string, value: string) => change({ parameters: { ...form.parameters, [name]: value } });
  const remove = (name: string) => change({ parameters: Object.fromEntries(Object.entries(form.parameters).filter(([other]) => other !== name)) });
  return (
    <FormSection title="Advanced" titleElement="h2">
      {errors.parameters && <Alert variant="danger" isInline isPlain title={errors.parameters} id="parameters" tabIndex={-1} />}
      {Object.entries(form.parameters).map(([name, value]) => {
        const parameter: Parameter = known.find(other => other.name === name) ?? { name, label: name, type: 'text' };
        return (
          <div key={name} className="berth-parameter">
            <span>{parameter.label} <code className="berth-subtle">{name}</code>{parameter.help && <span className="berth-subtle">{parameter.help}</span>}</span>
            <Value parameter={parameter} value={value} onValue={next => set(name, next)} />
            <Button variant="plain" icon={<TrashIcon />} aria-label={`Remove ${parameter.label}`} onClick={() => remove(name)} />
          </div>
        );
      })}
      {unset.length > 0 && <AddParameter parameters={unset} onAdd={parameter => set(parameter.name, firstValue(parameter))} />}
    </FormSection>
  );
}

function Value({ parameter, value, onValue }: { parameter: Parameter; value: string; onValue: (value: string) => void }) {
  switch (parameter.type) {
    case 'flag':
      return <Switch aria-label={parameter.label} isChecked={value === 'true'} onChange={(_, on) => onValue(String(on))} label={value === 'true' ? 'yes' : 'no'} />;
    case 'choice':
      return (
        <FormSelect aria-label={parameter.label} value={value} onChange={(_, next) => onValue(next)}>
          {[...new Set([...parameter.choices, value])].map(choice => <FormSelectOption key={choice} value={choice} label={choice} />)}
        </FormSelect>
      );
    case 'number':
    case 'port':
      return <TextInput aria-label={parameter.label} inputMode="numeric" value={value} onChange={(_, next) => onValue(next)} />;
    default:
      return <TextInput aria-label={parameter.label} value={value} onChange={(_, next) => onValue(next)} spellCheck={false} />;
  }
}

/** With a button of its own: arrow keys go through the list without adding anything. */
function AddParameter({ parameters, onAdd }: { parameters: Parameter[]; onAdd: (parameter: Parameter) => void }) {
  const [name, setName] = useState('');
  const chosen = parameters.find(other => other.name === name);
  return (
    <InputGroup className="berth-add">
      <InputGroupItem isFill>
        <FormSelect aria-label="Parameter to add" value={chosen ? name : ''} onChange={(_, next) => setName(next)}>
          <FormSelectOption value="" label="Choose a parameter" isPlaceholder />
          {parameters.map(({ name: value, label }) => <FormSelectOption key={value} value={value} label={label} />)}
        </FormSelect>
      </InputGroupItem>
      <InputGroupItem><Button variant="control" isDisabled={!chosen} onClick={() => chosen && onAdd(chosen)}>Add</Button></InputGroupItem>
    </InputGroup>
  );
}
