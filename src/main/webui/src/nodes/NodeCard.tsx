import { Alert, Label, LabelGroup } from '@patternfly/react-core';
import { CapacityBar } from '../admin/CapacityBar';
import { RowMenu, type RowAction } from '../admin/RowMenu';
import { bytes, cores } from '../lib/format';
import { DrainProgress } from './DrainProgress';
import { meaningOf, roleName, troubles } from './model';
import { NodeFacts } from './NodeFacts';
import type { Node } from './types';

interface Props { node: Node; now: number; usualVersion: string | null; actions: RowAction[] }

export function NodeCard({ node, now, usualVersion, actions }: Props) {
  const { name, tone, text } = meaningOf(node);
  const { capacity, overrides, maxSessions } = node;
  return (
    <li className="berth-node" data-testid={`node-${node.name}`}>
      <div className="berth-node-head">
        <span className="berth-dot" data-state={tone === 'danger' ? 'missing' : node.state} />
        <h2>{node.name}</h2>
        <Label isCompact {...(tone === 'neutral' ? {} : { status: tone })} title={text}>{name}</Label>
        {actions.length > 0 && <RowMenu name={node.name} actions={actions} />}
      </div>
      {troubles(node, now).map(trouble => <Alert key={trouble.text} variant={trouble.tone} isInline isPlain title={trouble.text} />)}
      {node.drain && <DrainProgress node={node} now={now} />}
      {node.state === 'pending' && <Alert variant="info" isInline isPlain title={text} />}
      {node.roles.includes('agent') && (
        <>
          <CapacityBar label="Cores reserved" used={capacity.reservedCores} total={capacity.cores} text={`${cores(capacity.reservedCores).split(' ')[0]} of ${cores(capacity.cores)}${times(overrides?.cpuOvercommit)}`} />
          <CapacityBar label="Memory reserved" used={capacity.reservedMemoryBytes} total={capacity.memoryBytes} text={`${bytes(capacity.reservedMemoryBytes)} of ${bytes(capacity.memoryBytes)}${times(overrides?.memoryOvercommit)}`} />
          {capacity.gpus > 0 && <CapacityBar label="GPUs reserved" used={capacity.reservedGpus} total={capacity.gpus} text={`${capacity.reservedGpus} of ${capacity.gpus}`} />}
          {maxSessions ? <CapacityBar label="Live sessions" used={node.sessions} total={maxSessions} text={`${node.sessions} of at most ${maxSessions}`} /> : null}
        </>
      )}
      <LabelGroup numLabels={5} aria-label={`Roles of ${node.name}`}>{node.roles.map(role => <Label key={role} isCompact>{roleName(role)}</Label>)}</LabelGroup>
      <NodeFacts node={node} now={now} usualVersion={usualVersion} />
    </li>
  );
}

/** Over-provisioning is said, for the total is not what the machine has. */
const times = (factor: number | null | undefined) => (factor && factor !== 1 ? ` (× ${factor})` : '');
