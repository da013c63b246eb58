import { useEffect, useState, type RefObject } from 'react';
import { store, useStore } from '../store';
import { StreamLink, type StreamStatus } from './streamLink';

const IDLE = store<StreamStatus>({ phase: 'connecting', painted: false, retryAt: null, blockedOrigin: null, frameUrl: null, rfb: null });

/** Connects as soon as the session runs and lets go when it no longer does or the page is left. */
export function useStream(sessionId: string, running: boolean, host: RefObject<HTMLElement | null>) {
  const [link, setLink] = useState<StreamLink | null>(null);
  useEffect(() => {
    if (!running || !host.current) return;
    const opened = new StreamLink(sessionId, host.current);
    setLink(opened);
    return () => {
      opened.close();
      setLink(null);
    };
  }, [sessionId, running, host]);
  const status = useStore(link?.status ?? IDLE);
  return { link, status };
}
