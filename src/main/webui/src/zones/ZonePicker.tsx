import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { useOptional } from '../hooks/useOptional';
import { keepZone, pickedZone, roundTrip, roundTripText } from './roundTrip';
import type { ZoneChoice } from './types';

const RARELY_MS = 300_000;

/** Where new sessions go, with the way to each zone as this browser measures it. Nothing when there is nothing to pick. */
export function ZonePicker({ zone, onZone }: { zone: string; onZone: (zone: string) => void }) {
  const { data } = useOptional<ZoneChoice[]>('/zones', RARELY_MS);
  const [times, setTimes] = useState<Record<string, number | null>>({});
  const several = data && data.length > 1 ? data : null;
  useEffect(() => {
    if (!several) return;
    onZone(pickedZone(several));
    for (const { name, probe } of several) {
      if (probe) void roundTrip(probe).then(took => setTimes(old => ({ ...old, [name]: took })));
    }
  }, [data]);
  if (!several) return null;
  const home = several.find(choice => choice.home);
  const text = ({ name, probe }: ZoneChoice) => (probe ? `${name} (${roundTripText(times[name])})` : name);
  return (
    <label className="berth-zone-picker">
      <span>Zone</span>
      <FormSelect id="launch-zone" aria-label="Zone of new sessions" value={zone} data-testid="zone-picker" onChange={(_, chosen) => { keepZone(chosen); onZone(chosen); }}>
        <FormSelectOption value="" label={`Automatic${home ? `: ${text(home)}` : ''}`} />
        {several.map(choice => <FormSelectOption key={choice.name} value={choice.name} label={text(choice)} />)}
      </FormSelect>
    </label>
  );
}
