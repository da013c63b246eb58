import { Alert, Label, LabelGroup } from '@patternfly/react-core';
import { ago, bytes, cores, duration } from '../lib/format';
import type { Node } from '../types';
import { CapacityBar } from './CapacityBar';

export function NodeCard({ node, now }: { node: Node; now: number }) {
  const healthy = node.state === 'healthy';
  return (
    <li className="berth-node" data-testid={`node-${node.name}`}>
      <div className="berth-node-head">
        <span className="berth-dot" data-state={node.state} />
        <h2>{node.name}</h2>
        <Label isCompact status={healthy ? 'success' : 'danger'}>{healthy ? 'Healthy' : 'Missing'}</Label>
      </div>
      {!healthy && <Alert variant="danger" isInline isPlain title={`Last seen ${ago(node.lastSeenAt, now)}. Its sessions can not be reached until it is back.`} />}
      {node.findings.map(finding => <Alert key={finding} variant="warning" isInline isPlain title={finding} />)}
      <CapacityBar label="Cores reserved" used={node.reservedCores} total={node.cores} text={`${cores(node.reservedCores).split(' ')[0]} of ${cores(node.cores)}`} />
      <CapacityBar label="Memory reserved" used={node.reservedMemoryBytes} total={node.memoryBytes} text={`${bytes(node.reservedMemoryBytes)} of ${bytes(node.memoryBytes)}`} />
      <dl className="berth-facts">
        <dt>Live sessions</dt><dd>{node.liveSessions}</dd>
        <dt>Roles</dt><dd><LabelGroup numLabels={6}>{node.roles.map(role => <Label key={role} isCompact>{role}</Label>)}</LabelGroup></dd>
        <dt>Zone</dt><dd>{node.zone}</dd>
        <dt>Address</dt><dd>{node.address}</dd>
        <dt>Engine</dt><dd>{node.engine ? `${node.engine.name} ${node.engine.version}, API ${node.engine.apiVersion}` : 'none found'}</dd>
        <dt>Version</dt><dd>{node.version}, up for {duration(now - Date.parse(node.startedAt))}</dd>
        <dt>Last check-in</dt><dd>{ago(node.lastSeenAt, now)}</dd>
      </dl>
    </li>
  );
}
