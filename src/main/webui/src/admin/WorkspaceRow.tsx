import { Label, LabelGroup, Switch } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { KindMark, KINDS } from '../components/KindMark';
import { WorkspaceIcon } from '../components/WorkspaceIcon';
import { bytes, cores } from '../lib/format';
import { Link, navigate } from '../router';
import type { Workspace } from '../types';
import { RowMenu } from './RowMenu';

interface Props {
  workspace: Workspace;
  /** The name of its server or pool; undefined while it is unknown. */
  machine: string | undefined;
  onToggle: (enabled: boolean) => void;
  onClone: () => void;
  onDelete: () => void;
  /** Undefined where the server can not tell. */
  onWhere?: () => void;
}

export function WorkspaceRow({ workspace, machine, onToggle, onClone, onDelete, onWhere }: Props) {
  const kind = workspace.kind ?? 'container';
  const edit = `/admin/workspaces/${workspace.id}`;
  return (
    <Tr>
      <Td dataLabel="Name">
        <span className="berth-cell">
          <WorkspaceIcon icon={workspace.icon} size={32} />
          <span>
            <Link to={edit}>{workspace.name}</Link>
            {workspace.categories.length > 0 && <LabelGroup>{workspace.categories.map(name => <Label key={name} isCompact>{name}</Label>)}</LabelGroup>}
          </span>
        </span>
      </Td>
      <Td dataLabel="Kind" modifier="nowrap"><KindMark kind={kind}>{KINDS[kind].name}</KindMark></Td>
      <Td dataLabel="Leads to" modifier="breakWord">{kind === 'container' ? <code>{workspace.image}</code> : kind === 'link' ? workspace.url : machine}</Td>
      <Td dataLabel="Size">{kind === 'container' && `${cores(workspace.cores)}, ${bytes(workspace.memoryBytes)}`}</Td>
      <Td dataLabel="Enabled"><Switch aria-label={`${workspace.name} enabled`} isChecked={workspace.enabled} onChange={(_, enabled) => onToggle(enabled)} /></Td>
      <Td isActionCell>
        <RowMenu name={workspace.name} actions={[
          { title: 'Edit', onClick: () => navigate(edit) },
          { title: 'Clone', onClick: onClone },
          ...(onWhere && kind === 'container' ? [{ title: 'Where would it run?', onClick: onWhere }] : []),
          { title: 'Delete', onClick: onDelete, isDanger: true },
        ]} />
      </Td>
    </Tr>
  );
}
