import { Alert } from '@patternfly/react-core';
import { lazy, Suspense, useRef, useState } from 'react';
import { api } from '../api';
import { ConfirmModal } from '../components/ConfirmModal';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { useKeepalive } from '../hooks/useKeepalive';
import { useSession } from '../hooks/useSession';
import { useTitle } from '../hooks/useTitle';
import { changeSession } from '../lib/sessionActions';
import { isLive, isMachine } from '../lib/wording';
import { LimitWarning } from '../session/LimitWarning';
import { SessionOverlay } from '../session/SessionOverlay';
import { isFramed } from '../session/streamLink';
import { SessionToolbar } from '../session/SessionToolbar';
import { useStream } from '../session/useStream';

const MachineParts = lazy(() => import('../session/remote/MachineParts'));

export function SessionPage({ id }: { id: string }) {
  const { session, problem, clockOffset } = useSession(id);
  const host = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState(false);
  const [filesOpen, setFilesOpen] = useState(false);
  const rest = useAction();
  const live = session !== null && isLive(session);
  useTitle(session?.workspaceName ?? 'Session');
  useKeepalive(id, live && session.state !== 'ending');
  const { link, status } = useStream(session, host);
  const framed = session !== null && isFramed(session.protocol);
  const over = problem !== null || session?.state === 'ended';

  return (
    <main
      className="berth-session-page" data-testid="session-root" aria-label={session?.workspaceName ?? 'Session'}
      data-session-state={session?.state ?? 'unknown'} data-stream={over ? 'closed' : status.phase}
    >
      <div ref={host} className="berth-stage" data-testid="session-canvas" hidden={framed} />
      {framed && status.frameUrl && (
        <iframe className="berth-stage" src={status.frameUrl} title={session.workspaceName} onLoad={() => link?.onFirstFrame()}
          allow="clipboard-read; clipboard-write; fullscreen; autoplay; microphone; camera; gamepad" />
      )}
      <SessionOverlay session={session} problem={problem} status={status} clockOffset={clockOffset} onRetry={() => link?.retryNow()} onEnd={() => setAsking(true)} />
      {session?.state === 'running' && status.machine && (
        <Suspense><MachineParts session={session} status={status} host={host} filesOpen={filesOpen} onFilesClose={() => setFilesOpen(false)} onEnd={() => setAsking(true)} /></Suspense>
      )}
      {session?.state === 'running' && status.painted && status.phase === 'connected' && (
        <>
          <SessionToolbar session={session} status={status} clockOffset={clockOffset} onEnd={() => setAsking(true)} onRest={action => rest.run(() => changeSession(id, action))} onReload={() => link?.reloadFrame()}
            filesOpen={filesOpen} onFiles={() => setFilesOpen(!filesOpen)} />
          {rest.problem && <div className="berth-limit"><ProblemAlert problem={rest.problem} onClose={rest.clear} /></div>}
          {status.silent && <div className="berth-limit" data-testid="machine-silent"><Alert variant="warning" title="The machine does not answer" role="alert">{status.silent}</Alert></div>}
          <LimitWarning session={session} clockOffset={clockOffset} />
        </>
      )}
      {asking && session && live && (
        <ConfirmModal title={`End ${session.workspaceName}?`} confirm="End session" testId="end-session-confirm" onClose={() => setAsking(false)} onConfirm={() => api.delete(`/sessions/${id}`)}>
          {isMachine(session)
            ? 'The connection is closed, and what the machine does not keep for you by itself is lost. The machine keeps running.'
            : 'The desktop is removed, with everything in it that is not saved elsewhere. To come back to it later, leave it instead.'}
        </ConfirmModal>
      )}
    </main>
  );
}
