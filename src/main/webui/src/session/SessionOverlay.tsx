import { lazy, Suspense, type RefObject } from 'react';
import { Loading } from '../components/Loading';
import type { Problem } from '../problem';
import { isMachine, isResting } from '../lib/wording';
import type { Session } from '../types';
import { EndedPanel } from './EndedPanel';
import { LaunchPanel } from './LaunchPanel';
import { OriginPanel } from './OriginPanel';
import { Panel } from './Panel';
import { ReconnectPanel } from './ReconnectPanel';
import { RestPanel } from './RestPanel';
import type { StreamStatus } from './streamLink';
import { UnknownPanel } from './UnknownPanel';

const FailurePanel = lazy(() => import('./remote/FailurePanel'));

interface Props {
  session: Session | null;
  problem: Problem | null;
  status: StreamStatus;
  clockOffset: RefObject<number>;
  onRetry: () => void;
  onEnd: () => void;
}

/** What stands in front of the desktop while there is none to see; nothing when there is. */
export function SessionOverlay({ session, problem, status, clockOffset, onRetry, onEnd }: Props) {
  if (problem) return <UnknownPanel problem={problem} />;
  if (!session) return <Loading what="Looking for the session" />;
  if (session.state === 'ended') return <EndedPanel session={session} />;
  if (session.state === 'ending') return <Panel title={`Ending ${session.workspaceName}`}><p>{isMachine(session) ? 'The connection is being closed.' : 'The desktop is being removed.'}</p></Panel>;
  if (isResting(session.state)) return <RestPanel session={session} onEnd={onEnd} />;
  if (status.blockedOrigin) return <OriginPanel origin={status.blockedOrigin} onRetry={onRetry} />;
  if (status.asked) return null;
  if (status.failure && status.phase !== 'connected') return <Suspense><FailurePanel failure={status.failure} status={status} session={session} onRetry={onRetry} onEnd={onEnd} /></Suspense>;
  if (status.phase === 'reconnecting') return <ReconnectPanel what={isMachine(session) ? 'The machine' : 'Your desktop'} retryAt={status.retryAt} onRetry={onRetry} onEnd={onEnd} />;
  if (!status.painted) return <LaunchPanel session={session} clockOffset={clockOffset} onEnd={onEnd} />;
  return null;
}
