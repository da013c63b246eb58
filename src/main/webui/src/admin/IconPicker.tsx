import { Button } from '@patternfly/react-core';
import { useRef, useState, type ChangeEvent } from 'react';
import { BUILT_IN_ICONS, isUploaded } from '../components/builtInIcons';
import { WorkspaceIcon } from '../components/WorkspaceIcon';
import { Field } from './Field';
import { readIcon } from './readIcon';

interface Props { icon: string; error?: string; onIcon: (icon: string) => void }

export function IconPicker({ icon, error, onIcon }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<string>();
  const onFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    event.target.value = '';
    if (!chosen) return;
    const result = await readIcon(chosen);
    if ('error' in result) setRefused(result.error);
    else {
      setRefused(undefined);
      onIcon(result.icon);
    }
  };
  return (
    <Field id="icon" label="Icon" error={refused ?? error} help="Choose one, or upload a PNG, JPEG, SVG or WebP picture of at most 64 KiB.">
      <div className="berth-icons" role="radiogroup" aria-label="Icon">
        {Object.entries(BUILT_IN_ICONS).map(([name, { label }]) => (
          <label key={name} title={label} data-chosen={icon === name}>
            <input type="radio" name="icon" value={name} checked={icon === name} onChange={() => onIcon(name)} aria-label={label} />
            <WorkspaceIcon icon={name} size={44} />
          </label>
        ))}
        {isUploaded(icon) && (
          <label title="Uploaded picture" data-chosen="true">
            <input type="radio" name="icon" checked readOnly aria-label="Uploaded picture" />
            <WorkspaceIcon icon={icon} size={44} />
          </label>
        )}
        <Button variant="secondary" id="icon" onClick={() => file.current?.click()}>Upload</Button>
        <input ref={file} type="file" hidden accept="image/png,image/jpeg,image/svg+xml,image/webp" onChange={event => void onFile(event)} />
      </div>
    </Field>
  );
}
