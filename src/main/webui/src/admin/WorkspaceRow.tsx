import { Label, LabelGroup, Switch } from '@patternfly/react-core';
import { Td, Tr } from '@patternfly/react-table';
import { WorkspaceIcon } from '../components/WorkspaceIcon';
import { bytes, cores } from '../lib/format';
import { Link, navigate } from '../router';
import type { Workspace } from '../types';
import { RowMenu } from './RowMenu';

interface Props {
  workspace: Workspace;
  onToggle: (enabled: boolean) => void;
  onClone: () => void;
  onDelete: () => void;
  /** Undefined where the server can not tell. */
  onWhere?: () => void;
}

export function WorkspaceRow({ workspace, onToggle, onClone, onDelete, onWhere }: Props) {
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
      <Td dataLabel="Image" modifier="breakWord"><code>{workspace.image}</code></Td>
      <Td dataLabel="Size" modifier="nowrap">{cores(workspace.cores)}, {bytes(workspace.memoryBytes)}</Td>
      <Td dataLabel="Protocol">{workspace.protocol}</Td>
      <Td dataLabel="Enabled"><Switch aria-label={`${workspace.name} enabled`} isChecked={workspace.enabled} onChange={(_, enabled) => onToggle(enabled)} /></Td>
      <Td isActionCell>
        <RowMenu name={workspace.name} actions={[
          { title: 'Edit', onClick: () => navigate(edit) },
          { title: 'Clone', onClick: onClone },
          ...(onWhere ? [{ title: 'Where would it run?', onClick: onWhere }] : []),
          { title: 'Delete', onClick: onDelete, isDanger: true },
        ]} />
      </Td>
    </Tr>
  );
}
