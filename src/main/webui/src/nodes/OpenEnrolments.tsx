import { Button, Title } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { AdminTable } from '../admin/AdminTable';
import { api } from '../api';
import { ConfirmModal } from '../components/ConfirmModal';
import { duration } from '../lib/format';
import { isOpen, waitingText } from './enrolment';
import { roleName } from './model';
import type { Enrolment } from './types';

/** Tokens that were handed out and not used yet; nothing is shown while there are none. */
export function OpenEnrolments({ enrolments, now, refresh }: { enrolments: Enrolment[]; now: number; refresh: () => Promise<void> }) {
  const [revoking, setRevoking] = useState<Enrolment | null>(null);
  const open = enrolments.filter(enrolment => isOpen(enrolment, now));
  if (open.length === 0) return null;
  return (
    <section className="berth-section" aria-labelledby="open-enrolments">
      <Title headingLevel="h2" size="lg" id="open-enrolments">Open enrolments</Title>
      <p className="berth-subtle berth-gap-small">Each lets one node in, once.</p>
      <AdminTable label="Open enrolments" columns={['Roles', 'Zone', 'State', 'Expires']} rows={open} empty=""
        row={enrolment => (
          <Tr key={enrolment.id}>
            <Td dataLabel="Roles">{enrolment.roles.map(roleName).join(', ')}</Td>
            <Td dataLabel="Zone">{enrolment.zone}</Td>
            <Td dataLabel="State"><WaitingState enrolment={enrolment} now={now} /></Td>
            <Td dataLabel="Expires">in {duration(Date.parse(enrolment.expiresAt) - now)}</Td>
            <Td isActionCell><Button size="sm" variant="secondary" isDanger onClick={() => setRevoking(enrolment)} aria-label={`Revoke the enrolment for ${enrolment.zone}`}>Revoke</Button></Td>
          </Tr>
        )} />
      {revoking && (
        <ConfirmModal title="Revoke this enrolment?" confirm="Revoke enrolment" testId="enrolment-revoke" onClose={() => setRevoking(null)} onConfirm={async () => {
          await api.delete(`/admin/enrolments/${revoking.id}`);
          await refresh();
        }}>
          Its token no longer lets a node in. A node that used it already is not touched.
        </ConfirmModal>
      )}
    </section>
  );
}

function WaitingState({ enrolment, now }: { enrolment: Enrolment; now: number }) {
  const { late, text } = waitingText(enrolment, now);
  return late ? <span className="berth-urgent">{text}</span> : <>{text}</>;
}
