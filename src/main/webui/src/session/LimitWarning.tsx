import { Alert, AlertActionCloseButton } from '@patternfly/react-core';
import { useState, type RefObject } from 'react';
import { useNow } from '../hooks/useNow';
import { timeLeft, warningFor, type Warning } from '../lib/countdown';
import { duration } from '../lib/format';
import type { Session } from '../types';

/** Speaks up at five minutes and again at one; each can be sent away once. */
export function LimitWarning({ session, clockOffset }: { session: Session; clockOffset: RefObject<number> }) {
  const left = timeLeft(session, clockOffset.current, useNow());
  const warning = warningFor(left);
  const [dismissed, setDismissed] = useState<Warning>('none');
  if (warning === 'none' || warning === dismissed || left === null) return null;
  return (
    <div className="berth-limit">
      <Alert variant={warning === 'now' ? 'danger' : 'warning'} title={<>This session ends in <span aria-live="off">{duration(left)}</span></>} role="alert"
        actionClose={<AlertActionCloseButton onClose={() => setDismissed(warning)} />}>
        Save your work somewhere outside this desktop now.
      </Alert>
    </div>
  );
}
