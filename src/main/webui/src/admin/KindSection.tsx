import { FormSection, Radio } from '@patternfly/react-core';
import { KindMark, KINDS } from '../components/KindMark';
import type { Kind } from '../types';
import { withKind } from './kind';
import type { SectionProps } from './sections';

/** Chosen once: what a workspace leads to decides on everything else in it. */
export function KindSection({ form, change, fixed }: SectionProps & { fixed: boolean }) {
  if (fixed) return <p><KindMark kind={form.kind}><strong>{KINDS[form.kind].name}</strong></KindMark> <span className="berth-subtle">{KINDS[form.kind].help}</span></p>;
  return (
    <FormSection title="What it leads to" titleElement="h2">
      <div role="radiogroup" aria-label="What it leads to" className="berth-kinds">
        {Object.entries(KINDS).map(([kind, { name, help }]) => (
          <Radio key={kind} id={`kind-${kind}`} name="kind" label={<KindMark kind={kind as Kind}>{name}</KindMark>} description={help} isChecked={form.kind === kind} onChange={() => change(withKind(form, kind as Kind))} />
        ))}
      </div>
    </FormSection>
  );
}
