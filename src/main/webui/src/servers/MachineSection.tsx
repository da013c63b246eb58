import { Alert, FormSection, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { Field } from '../admin/Field';
import { TextField } from '../admin/TextField';
import { values } from '../nodes/model';
import type { Node } from '../nodes/types';
import type { RemoteProtocol } from '../types';
import { withProtocol } from './form';
import { PROTOCOLS } from './protocols';
import type { ServerSection } from './sections';
import { noProxy } from './zones';

/** Where the machine is, and what it speaks. */
export function MachineSection({ form, errors, change, nodes }: ServerSection & { nodes: Node[] | undefined }) {
  const missing = noProxy(nodes, form.zone.trim());
  return (
    <FormSection title="Connection" titleElement="h2">
      <Field id="protocol" label="Protocol" error={errors.protocol}>
        <FormSelect id="protocol" value={form.protocol} onChange={(_, protocol) => change(withProtocol(form, protocol as RemoteProtocol))}>
          {Object.entries(PROTOCOLS).map(([value, { long }]) => <FormSelectOption key={value} value={value} label={long} />)}
        </FormSelect>
      </Field>
      <div className="berth-columns">
        <TextField id="host" label="Host" required value={form.host} onValue={host => change({ host })} error={errors.host} placeholder="pc7.example.org" autoComplete="off" help="Name or address, as the connection proxy sees it." />
        <TextField id="port" label="Port" inputMode="numeric" value={form.port} onValue={port => change({ port })} error={errors.port} placeholder={String(PROTOCOLS[form.protocol].port)} help="Empty for the usual one." />
        <TextField id="zone" label="Zone" required list="server-zones" value={form.zone} onValue={zone => change({ zone })} error={errors.zone} help="Its connection proxies reach the machine." />
      </div>
      <datalist id="server-zones">{values(nodes ?? [], node => [node.zone]).map(zone => <option key={zone} value={zone} />)}</datalist>
      {missing && <Alert variant="warning" isInline isPlain title={missing} data-testid="no-proxy" />}
    </FormSection>
  );
}
