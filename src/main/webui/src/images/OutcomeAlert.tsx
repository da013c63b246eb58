import { Alert, AlertActionCloseButton } from '@patternfly/react-core';
import type { ImageOutcome } from '../nodes/types';
import { outcomeText } from './model';

/** What became of an order: on how many nodes it was taken, and why not on the others. */
export function OutcomeAlert({ outcomes, onClose }: { outcomes: ImageOutcome[]; onClose: () => void }) {
  const failed = outcomes.filter(outcome => !outcome.ok);
  return (
    <Alert variant={failed.length > 0 ? 'warning' : 'success'} isInline role="status" className="berth-gap-below" title={outcomeText(outcomes)} actionClose={<AlertActionCloseButton onClose={onClose} />}>
      {failed.length > 0 && <ul className="berth-broken">{failed.map(({ nodeId, name, detail }) => <li key={nodeId}>{name}: {detail}</li>)}</ul>}
    </Alert>
  );
}
