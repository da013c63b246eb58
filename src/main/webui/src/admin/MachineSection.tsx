import { FormSection, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { addressOf, PROTOCOLS } from '../servers/protocols';
import { useMachines } from '../servers/useMachines';
import { Field } from './Field';
import type { SectionProps } from './sections';
import { TextField } from './TextField';

/** Which machine, machines or page a workspace leads to, when it is no container. */
export function MachineSection({ form, errors, change }: SectionProps) {
  const { servers, pools } = useMachines();
  const time = (
    <TextField id="sessionTimeLimitSeconds" label="Time limit in minutes" inputMode="decimal" value={form.timeLimitMinutes} onValue={timeLimitMinutes => change({ timeLimitMinutes })} error={errors.sessionTimeLimitSeconds} help="People are disconnected then; empty for none." />
  );
  if (form.kind === 'link') {
    return (
      <FormSection title="Link" titleElement="h2">
        <TextField id="url" label="Address" required value={form.url} onValue={url => change({ url })} error={errors.url} placeholder="https://wiki.example.org" autoComplete="off" help="Opened as it is, in a new tab of the browser; Berth does not stand in between." />
      </FormSection>
    );
  }
  if (form.kind === 'pool') {
    const chosen = pools?.find(({ id }) => id === form.poolId);
    return (
      <FormSection title="Server pool" titleElement="h2">
        <div className="berth-columns">
          <Field id="poolId" label="Server pool" required error={errors.poolId ?? gone('server pool', form.poolId, pools)} help={chosen && !chosen.enabled ? 'It is disabled: nobody gets a server from it.' : pools?.length === 0 ? 'There are none yet. Create one on the page Server pools.' : 'People get the best of its servers.'}>
            <FormSelect id="poolId" value={form.poolId} onChange={(_, poolId) => change({ poolId })} aria-describedby="poolId-help">
              <FormSelectOption value="" label="Choose a server pool" isPlaceholder />
              {pools?.map(pool => <FormSelectOption key={pool.id} value={pool.id} label={`${pool.name}, ${pool.serverIds.length} servers`} />)}
            </FormSelect>
          </Field>
          {time}
        </div>
      </FormSection>
    );
  }
  const chosen = servers?.find(({ id }) => id === form.serverId);
  return (
    <FormSection title="Server" titleElement="h2">
      <div className="berth-columns">
        <Field id="serverId" label="Server" required error={errors.serverId ?? gone('server', form.serverId, servers)} help={chosen && !chosen.enabled ? 'It is disabled: nobody can connect to it.' : servers?.length === 0 ? 'There are none yet. Create one on the page Servers.' : 'The machine that people reach.'}>
          <FormSelect id="serverId" value={form.serverId} onChange={(_, serverId) => change({ serverId })} aria-describedby="serverId-help">
            <FormSelectOption value="" label="Choose a server" isPlaceholder />
            {servers?.map(server => <FormSelectOption key={server.id} value={server.id} label={`${server.name} (${PROTOCOLS[server.protocol].name}, ${addressOf(server)})`} />)}
          </FormSelect>
        </Field>
        {time}
      </div>
    </FormSection>
  );
}

const gone = (what: string, id: string, all: { id: string }[] | undefined) =>
  (id && all && !all.some(other => other.id === id) ? `The ${what} was deleted. Choose another one.` : undefined);
