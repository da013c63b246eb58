import { Checkbox, FormGroup, FormSection, Radio } from '@patternfly/react-core';
import type { Policy, Recording } from '../types';
import type { SectionProps } from './sections';

type Right = Exclude<keyof Policy, 'recording' | 'readOnly'>;
interface Choice { right: Right; label: string; help?: string; inward?: boolean }

const GROUPS: { title: string; choices: Choice[] }[] = [
  { title: 'Clipboard', choices: [
    { right: 'clipboardIn', label: 'Copy into the machine', inward: true },
    { right: 'clipboardOut', label: 'Copy out of the machine' },
  ] },
  { title: 'Files', choices: [
    { right: 'upload', label: 'Upload', help: 'From the browser to the machine.', inward: true },
    { right: 'download', label: 'Download', help: 'From the machine to the browser.' },
    { right: 'printing', label: 'Print', help: 'RDP: what is printed arrives as a PDF.' },
  ] },
  { title: 'Sound', choices: [
    { right: 'audio', label: 'Hear the machine' },
    { right: 'microphone', label: 'Use the microphone', help: 'RDP only; the browser asks the user too.', inward: true },
  ] },
];

const RECORDING: Record<Recording, { name: string; help: string }> = {
  off: { name: 'Not recorded', help: 'Nothing is kept.' },
  on: { name: 'Recorded', help: 'Administrators can play sessions back. A session goes on when it can not be recorded.' },
  required: { name: 'Only when recorded', help: 'Without a recording no session starts, and one that can no longer be recorded ends.' },
};

/** What people may do on the machine: seen to by the connection proxy, whatever the page does. */
export function PolicySection({ form, change }: SectionProps) {
  const { policy } = form;
  const set = (part: Partial<Policy>) => change({ policy: { ...policy, ...part } });
  return (
    <FormSection title="What people may do" titleElement="h2">
      <p className="berth-subtle">The connection proxy sees to it, whatever the browser tries. What is refused stands in the audit trail.</p>
      <Checkbox id="readOnly" label="Only look on" description="No key, no mouse, nothing goes in." isChecked={policy.readOnly} onChange={(_, readOnly) => set({ readOnly })} />
      <div className="berth-columns">
        {GROUPS.map(({ title, choices }) => (
          <FormGroup key={title} role="group" isStack label={title} fieldId={`policy-${title}`}>
            {choices.map(({ right, label, help, inward }) => (
              <Checkbox key={right} id={right} label={label} description={help} isChecked={policy[right] && !(inward && policy.readOnly)} isDisabled={inward && policy.readOnly} onChange={(_, on) => set({ [right]: on })} />
            ))}
          </FormGroup>
        ))}
      </div>
      <FormGroup role="radiogroup" isStack label="Recording" fieldId="recording">
        {Object.entries(RECORDING).map(([value, { name, help }]) => (
          <Radio key={value} id={`recording-${value}`} name="recording" label={name} description={help} isChecked={policy.recording === value} onChange={() => set({ recording: value as Recording })} />
        ))}
      </FormGroup>
    </FormSection>
  );
}
