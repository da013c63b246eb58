import { Label, LabelGroup } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { ago, moment } from '../lib/format';
import type { User } from '../types';
import { RowMenu, type RowAction } from './RowMenu';

export function UserRow({ user, now, actions }: { user: User; now: number; actions: RowAction[] }) {
  const locked = user.lockedUntil !== null && Date.parse(user.lockedUntil) > now;
  return (
    <Tr>
      <Td dataLabel="Name"><strong>{user.name}</strong></Td>
      <Td dataLabel="Role">{user.role === 'administrator' ? <Label isCompact color="purple">Administrator</Label> : 'User'}</Td>
      <Td dataLabel="State">
        <LabelGroup numLabels={3}>
          {user.enabled ? <Label isCompact status="success">Enabled</Label> : <Label isCompact>Disabled</Label>}
          {locked && <Label isCompact status="warning" title={`Locked until ${moment(user.lockedUntil)}`}>Locked</Label>}
          {user.mustChangePassword && <Label isCompact status="info">First password</Label>}
        </LabelGroup>
      </Td>
      <Td dataLabel="Last login" modifier="nowrap"><span title={moment(user.lastLoginAt)}>{ago(user.lastLoginAt, now)}</span></Td>
      <Td dataLabel="Live sessions">{user.liveSessions}</Td>
      <Td isActionCell><RowMenu name={user.name} actions={actions} /></Td>
    </Tr>
  );
}
