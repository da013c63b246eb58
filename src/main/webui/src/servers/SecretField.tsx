import { Button, TextArea, TextInput } from '@patternfly/react-core';
import { useState, type ChangeEvent } from 'react';
import { Field } from '../admin/Field';

interface Props {
  id: string; label: string; help: string; error?: string; stored: boolean; multiline?: boolean;
  /** Null keeps what is stored, nothing removes it. */
  value: string | null;
  onValue: (value: string | null) => void;
}

/** A secret that can be set, replaced and removed, but never read. */
export function SecretField({ id, label, help, error, stored, multiline, value, onValue }: Props) {
  const [replacing, setReplacing] = useState(false);
  const what = label.toLowerCase();
  const keep = () => { setReplacing(false); onValue(null); };
  if (stored && value === null && !replacing && !error) {
    return (
      <Field id={id} label={label} help="It is kept encrypted and never shown again.">
        <div className="berth-secret" id={id} tabIndex={-1}>
          <span><span aria-hidden="true">••••••••</span> stored</span>
          <Button variant="secondary" size="sm" onClick={() => setReplacing(true)} aria-label={`Replace the ${what}`}>Replace</Button>
          <Button variant="link" size="sm" isDanger onClick={() => onValue('')} aria-label={`Remove the ${what}`}>Remove</Button>
        </div>
      </Field>
    );
  }
  if (stored && value === '' && !replacing) {
    return (
      <Field id={id} label={label} error={error} help={`The stored ${what} is removed when you save.`}>
        <div className="berth-secret" id={id} tabIndex={-1}>
          <span><s>stored</s></span>
          <Button variant="secondary" size="sm" onClick={keep} aria-label={`Keep the ${what}`}>Keep it</Button>
        </div>
      </Field>
    );
  }
  const common = { id, value: value ?? '', 'aria-describedby': `${id}-help`, spellCheck: false, validated: error ? 'error' : 'default', autoFocus: replacing } as const;
  return (
    <Field id={id} label={label} error={error} help={help}>
      {multiline
        ? <TextArea {...common} className="berth-code" rows={4} resizeOrientation="vertical" onChange={(_, text) => onValue(text || null)} placeholder="-----BEGIN OPENSSH PRIVATE KEY-----" />
        : <TextInput {...common} type="password" autoComplete="new-password" onChange={(_, text) => onValue(text || null)} />}
      <div className="berth-secret">
        {multiline && <FileButton label={`Upload the ${what}`} onText={onValue} />}
        {stored && <Button variant="link" size="sm" onClick={keep} aria-label={`Keep the stored ${what}`}>Keep the stored one</Button>}
      </div>
    </Field>
  );
}

function FileButton({ label, onText }: { label: string; onText: (text: string) => void }) {
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file) onText(await file.text());
  };
  return (
    <label className="berth-upload">
      <input type="file" onChange={read} aria-label={label} />
      <span>Upload a file</span>
    </label>
  );
}
