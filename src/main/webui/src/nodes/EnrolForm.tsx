import { Button, Checkbox, Form, FormGroup, FormSelect, FormSelectOption, ModalBody, ModalFooter } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { Field } from '../admin/Field';
import { TextField } from '../admin/TextField';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { ENROLLED_ROLES, ROLE_HELP } from './enrolment';
import { roleName } from './model';
import type { Enrolment } from './types';

const VALIDITY = [[900, '15 minutes'], [3600, '1 hour'], [8 * 3600, '8 hours'], [24 * 3600, '1 day'], [7 * 24 * 3600, '7 days']] as const;

export function EnrolForm({ zones, onEnrolment, onClose }: { zones: string[]; onEnrolment: (enrolment: Enrolment) => void; onClose: () => void }) {
  const [roles, setRoles] = useState(['agent']);
  const [zone, setZone] = useState(zones[0] ?? 'default');
  const [validSeconds, setValidSeconds] = useState('3600');
  const { busy, problem, run } = useAction();
  const ready = roles.length > 0 && zone.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void run(async () => onEnrolment(await api.post<Enrolment>('/admin/enrolments', { roles, zone: zone.trim(), validSeconds: Number(validSeconds) })));
  };
  return (
    <>
      <ModalBody>
        <Form id="enrol" onSubmit={submit} noValidate>
          <ProblemAlert problem={problem} />
          <FormGroup role="group" label="What the node does" fieldId="enrol-roles">
            {ENROLLED_ROLES.map(role => (
              <Checkbox key={role} id={`enrol-${role}`} label={roleName(role)} description={ROLE_HELP[role]} isChecked={roles.includes(role)}
                onChange={(_, checked) => setRoles(ENROLLED_ROLES.filter(other => (other === role ? checked : roles.includes(other))))} />
            ))}
          </FormGroup>
          <p className="berth-subtle">Web apps need no token: they join by their database.</p>
          <div className="berth-columns">
            <TextField id="enrol-zone" label="Zone" required value={zone} onValue={setZone} list="enrol-zones" error={problem?.fieldError('zone')} help="The place where it stands; zones are made on the page Zones. The token is good for this zone only." />
            <datalist id="enrol-zones">{zones.map(name => <option key={name} value={name} />)}</datalist>
            <Field id="enrol-valid" label="The token is valid for" error={problem?.fieldError('validSeconds')}>
              <FormSelect id="enrol-valid" value={validSeconds} onChange={(_, value) => setValidSeconds(value)}>
                {VALIDITY.map(([value, label]) => <FormSelectOption key={value} value={String(value)} label={label} />)}
              </FormSelect>
            </Field>
          </div>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="enrol" isLoading={busy} isDisabled={busy || !ready} data-testid="enrol-create">Make a token</Button>
        <Button variant="link" onClick={onClose}>Cancel</Button>
      </ModalFooter>
    </>
  );
}
