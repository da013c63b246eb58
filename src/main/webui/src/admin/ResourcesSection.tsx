import { FormSection } from '@patternfly/react-core';
import type { SectionProps } from './sections';
import { TextField } from './TextField';

export function ResourcesSection({ form, errors, change }: SectionProps) {
  return (
    <FormSection title="Size of each session" titleElement="h2">
      <div className="berth-columns">
        <TextField id="cores" label="Cores" inputMode="decimal" required value={form.cores} onValue={cores => change({ cores })} error={errors.cores} help="Reserved on the node; parts like 0.5 are fine." />
        <TextField id="memoryBytes" label="Memory in GiB" inputMode="decimal" required value={form.memoryGib} onValue={memoryGib => change({ memoryGib })} error={errors.memoryBytes} help="A session that needs more is stopped." />
        <TextField id="sharedMemoryBytes" label="Shared memory in MiB" inputMode="decimal" value={form.sharedMemoryMib} onValue={sharedMemoryMib => change({ sharedMemoryMib })} error={errors.sharedMemoryBytes} help="Browsers need some hundred." />
      </div>
    </FormSection>
  );
}
