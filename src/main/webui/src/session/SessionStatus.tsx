import type { RefObject } from 'react';
import { useNow } from '../hooks/useNow';
import { timeLeft, warningFor } from '../lib/countdown';
import { duration } from '../lib/format';
import type { Session } from '../types';
import type { StreamStatus } from './streamLink';

const PHASES: Record<StreamStatus['phase'], string> = {
  connecting: 'Connecting', connected: 'Connected', reconnecting: 'Reconnecting', failed: 'Not connected', closed: 'Closed',
};

export function SessionStatus({ session, status, clockOffset }: { session: Session; status: StreamStatus; clockOffset: RefObject<number> }) {
  const left = timeLeft(session, clockOffset.current, useNow());
  const { policy } = session;
  const notes = [policy?.readOnly && 'View only', policy && policy.recording !== 'off' && 'Recorded'].filter(Boolean);
  return (
    <div className="berth-status" title={[session.workspaceName, status.name, PHASES[status.phase]].filter(Boolean).join(': ')}>
      <span className="berth-dot" data-state={status.phase === 'connected' ? 'running' : 'starting'} />
      <span className="berth-status-text">
        <strong>{session.workspaceName}</strong>
        <span className={warningFor(left) === 'none' ? 'berth-subtle' : 'berth-urgent'}>{[left === null ? PHASES[status.phase] : `${duration(left)} left`, ...notes].join(' · ')}</span>
      </span>
    </div>
  );
}
