import { Checkbox } from '@patternfly/react-core';
import { useState } from 'react';
import { Field } from '../admin/Field';
import { TableSearch } from '../admin/TableSearch';
import { matches } from '../lib/filter';
import { ProtocolMark } from './ProtocolMark';
import { addressOf } from './protocols';
import type { Server } from './types';

/** Fewer than this are seen at a glance and need no search. */
const FEW = 8;

interface Props { servers: Server[]; chosen: string[]; error?: string; onChosen: (ids: string[]) => void }

export function ServerPicker({ servers, chosen, error, onChosen }: Props) {
  const [search, setSearch] = useState('');
  const protocols = new Set(servers.filter(({ id }) => chosen.includes(id)).map(({ protocol }) => protocol));
  const shown = servers.filter(server => matches(search, server.name, server.protocol, server.host, server.zone, ...Object.entries(server.labels).map(([key, value]) => `${key}=${value}`)));
  const help = protocols.size > 1 ? 'They speak different protocols: people will find the same workspace looking different each time.' : `${chosen.length} chosen. They should be as good as each other, since people get any of them.`;
  return (
    <Field id="serverIds" label="Servers" required error={error} help={help}>
      {servers.length >= FEW && <div className="berth-gap-small"><TableSearch label="Search servers" value={search} onValue={setSearch} /></div>}
      <ul className="berth-picker" id="serverIds" tabIndex={-1} aria-label="Servers">
        {shown.map(server => (
          <li key={server.id}>
            <Checkbox id={`server-${server.id}`} isChecked={chosen.includes(server.id)} onChange={(_, on) => onChosen(on ? [...chosen, server.id] : chosen.filter(id => id !== server.id))}
              label={<>{server.name} <ProtocolMark protocol={server.protocol} /></>}
              description={<><code>{addressOf(server)}</code>, zone {server.zone}{server.maxSessions ? `, at most ${server.maxSessions} ${server.maxSessions === 1 ? 'session' : 'sessions'}` : ''}{server.enabled ? '' : ', disabled'}</>} />
          </li>
        ))}
        {shown.length === 0 && <li className="berth-subtle">{servers.length === 0 ? 'There are no servers yet. Create them first, on the page Servers.' : 'No server matches.'}</li>}
      </ul>
    </Field>
  );
}
