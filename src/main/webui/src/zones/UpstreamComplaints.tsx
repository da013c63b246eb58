import { Alert, Checkbox } from '@patternfly/react-core';
import type { Problem } from '../problem';

interface Props { problem: Problem | null; confirmed: boolean; onConfirmed: (confirmed: boolean) => void }

/** What the nodes of a zone found at a new Upstream Auth Address, and the way to save it all the same. */
export function UpstreamComplaints({ problem, confirmed, onConfirmed }: Props) {
  const found = problem?.errors.filter(({ field }) => field === 'upstreamAuthAddress') ?? [];
  return (
    <Alert variant="warning" isInline title="Nodes of this zone can not use the Upstream Auth Address" data-testid="upstream-complaints">
      {found.length > 0 && <ul>{found.map(({ message }) => <li key={message}>{message}</li>)}</ul>}
      <p>{problem?.fieldError('confirmed')}</p>
      <Checkbox id="zone-confirmed" label="Save it all the same" isChecked={confirmed} onChange={(_, value) => onConfirmed(value)} />
    </Alert>
  );
}
