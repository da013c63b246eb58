import { FormSection, Switch } from '@patternfly/react-core';
import { useOptional } from '../hooks/useOptional';
import { values } from '../nodes/model';
import { useNodes } from '../nodes/useNodes';
import { useScheduler } from '../placement/useScheduler';
import type { SectionProps } from './sections';
import { TextField } from './TextField';

const RARELY_MS = 600_000;

/** Which nodes may run it. Only what the server knows of is asked for. */
export function PlaceSection({ form, errors, change }: SectionProps) {
  const scheduler = useScheduler();
  const images = useOptional('/admin/images', RARELY_MS).data !== undefined;
  const { nodes } = useNodes(RARELY_MS);
  const zones = useOptional<{ name: string }[]>('/admin/zones', RARELY_MS).data?.map(({ name }) => name);
  if (!scheduler && !images) return null;
  return (
    <FormSection title="Where it runs" titleElement="h2">
      {scheduler && (
        <>
          <div className="berth-columns">
            <TextField id="zone" label="Zones" list="workspace-zones" value={form.zone} onValue={zone => change({ zone })} error={errors.zones} placeholder="any" help="Commas between; empty for any." />
            <TextField id="gpus" label="GPUs" inputMode="numeric" value={form.gpus} onValue={gpus => change({ gpus })} error={errors.gpus} help="Reserved for each session." />
            <TextField id="dockerNetwork" label="Docker network" value={form.dockerNetwork} onValue={dockerNetwork => change({ dockerNetwork })} error={errors.dockerNetwork} help="Must exist on the node; empty for the usual one." />
          </div>
          <datalist id="workspace-zones">{(zones ?? values(nodes ?? [], node => [node.zone])).map(zone => <option key={zone} value={zone} />)}</datalist>
          <div className="berth-columns">
            <TextField id="includeLabels" label="Only nodes with all of these labels" value={form.includeLabels} onValue={includeLabels => change({ includeLabels })} error={errors.includeLabels} placeholder="disk=ssd, rack=b4" help="Commas between; empty for no demand." />
            <TextField id="excludeLabels" label="Not on nodes with any of these" value={form.excludeLabels} onValue={excludeLabels => change({ excludeLabels })} error={errors.excludeLabels} placeholder="lab=yes" help="Commas between." />
          </div>
        </>
      )}
      {images && <Switch id="preload" label="Preload: keep the image ready on the nodes that may run it" isChecked={form.preload} onChange={(_, preload) => change({ preload })} />}
    </FormSection>
  );
}
