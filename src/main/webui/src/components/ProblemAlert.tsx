import { Alert, AlertActionCloseButton } from '@patternfly/react-core';
import type { Problem } from '../problem';

/** Every refusal is shown the same way: what happened, and what to do about it. */
export function ProblemAlert({ problem, onClose }: { problem: Problem | null; onClose?: () => void }) {
  if (!problem) return null;
  return (
    <Alert
      variant="danger" isInline title={problem.title} role="alert" className="berth-gap-below"
      actionClose={onClose && <AlertActionCloseButton onClose={onClose} />}
    >
      {problem.detail}
      {problem.reference && <> (Trace {problem.reference})</>}
    </Alert>
  );
}
