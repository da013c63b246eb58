import { ActionGroup, Button, Form, FormSection } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { TextField } from '../admin/TextField';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { navigate } from '../router';
import { changed, DEFAULTS, GROUPS } from './fields';
import type { Zone } from './types';
import { UpstreamComplaints } from './UpstreamComplaints';
import { ZoneInput } from './ZoneInput';

/** Null makes a new one. */
export function ZoneEditor({ zone, onSaved }: { zone: Zone | null; onSaved?: (zone: Zone) => void }) {
  const [name, setName] = useState('');
  const [settings, setSettings] = useState(zone?.settings ?? DEFAULTS);
  const [confirmed, setConfirmed] = useState(false);
  const { busy, problem, run } = useAction();
  const error = (field: string) => problem?.fieldError(field);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      if (zone) onSaved?.(await api.put<Zone>(`/admin/zones/${zone.name}`, { version: zone.version, settings, confirmed }));
      else {
        await api.post('/admin/zones', { name: name.trim(), settings });
        navigate('/admin/zones');
      }
    });
  };
  return (
    <Form onSubmit={submit} noValidate className="berth-narrow" aria-label="Settings of the zone">
      <ProblemAlert problem={problem} />
      {!zone && <TextField id="name" label="Name" required value={name} onValue={setName} error={error('name')} help="Letters, digits, dots and hyphens. Nodes are enrolled with it, and it stays." />}
      {GROUPS.map(group => (
        <FormSection key={group.title} title={group.title} titleElement="h2">
          {group.fields.map(field => (
            <ZoneInput key={field.key} field={field} value={settings[field.key] ?? null} error={error(field.key)} onValue={value => { setConfirmed(false); setSettings(old => changed(old, field.key, value)); }} />
          ))}
        </FormSection>
      ))}
      {(error('confirmed') || confirmed) && <UpstreamComplaints problem={problem} confirmed={confirmed} onConfirmed={setConfirmed} />}
      <ActionGroup className="berth-sticky">
        <Button type="submit" isLoading={busy} isDisabled={busy} data-testid="zone-save">{zone ? 'Save' : 'Create zone'}</Button>
        <Button variant="link" onClick={() => navigate('/admin/zones')}>Cancel</Button>
        {problem && problem.errors.length > 0 && <span role="alert" className="berth-urgent">{problem.errors.length === 1 ? problem.errors[0]!.message : 'Some settings can not be so.'}</span>}
      </ActionGroup>
    </Form>
  );
}
