import { Button, InputGroup, InputGroupItem, Label, LabelGroup, TextInput } from '@patternfly/react-core';
import { useState, type KeyboardEvent } from 'react';
import { Field } from './Field';

interface Props { categories: string[]; error?: string; onCategories: (categories: string[]) => void }

export function CategoriesField({ categories, error, onCategories }: Props) {
  const [text, setText] = useState('');
  const add = () => {
    const name = text.trim();
    if (name && !categories.includes(name)) onCategories([...categories, name]);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    event.preventDefault();
    add();
  };
  return (
    <Field id="categories" label="Categories" error={error} help="People filter by them. Type a name and press Enter.">
      {categories.length > 0 && (
        <LabelGroup numLabels={20} className="berth-gap-small">
          {categories.map(name => (
            <Label key={name} onClose={() => onCategories(categories.filter(other => other !== name))} closeBtnAriaLabel={`Remove ${name}`}>{name}</Label>
          ))}
        </LabelGroup>
      )}
      <InputGroup>
        <InputGroupItem isFill><TextInput id="categories" value={text} onChange={(_, value) => setText(value)} onKeyDown={onKeyDown} onBlur={add} aria-describedby="categories-help" /></InputGroupItem>
        <InputGroupItem><Button variant="control" onClick={add}>Add</Button></InputGroupItem>
      </InputGroup>
    </Field>
  );
}
