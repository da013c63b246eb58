import { useEffect, useRef, useState, type RefObject } from 'react';
import { store, useStore } from '../store';
import type { Session } from '../types';
import { isFramed, START, StreamLink } from './streamLink';

const IDLE = store(START);

/**
 * Connects as soon as the session runs and lets go when it no longer does or the page is left. A stream that this page
 * draws itself is opened while the session starts: its agent holds it until there is something to see.
 */
export function useStream(session: Session | null, host: RefObject<HTMLElement | null>) {
  const sessionId = session?.id;
  const running = session?.state === 'running';
  const wanted = running || (session?.state === 'starting' && !isFramed(session.protocol));
  const [link, setLink] = useState<StreamLink | null>(null);
  const latest = useRef(session);
  latest.current = session;
  useEffect(() => {
    if (!wanted || !latest.current || !host.current) return;
    const opened = new StreamLink(latest.current, host.current);
    setLink(opened);
    return () => {
      opened.close();
      setLink(null);
    };
  }, [sessionId, wanted, host]);
  // Whatever was refused before is worth another try now.
  useEffect(() => {
    if (running) link?.retrySoon();
  }, [link, running]);
  const status = useStore(link?.status ?? IDLE);
  return { link, status };
}
