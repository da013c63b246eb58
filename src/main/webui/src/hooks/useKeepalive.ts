import { useEffect } from 'react';
import { api } from '../api';

const EVERY_MS = 30_000;

/** Tells the server that somebody still has this session open. A refusal shows up in the session's events. */
export function useKeepalive(id: string, live: boolean) {
  useEffect(() => {
    if (!live) return;
    const beat = () => void api.post(`/sessions/${id}/keepalive`).catch(() => undefined);
    beat();
    const timer = window.setInterval(beat, EVERY_MS);
    return () => window.clearInterval(timer);
  }, [id, live]);
}
