import { useEffect, useRef, useState } from 'react';
import { api, reachable } from '../api';
import { backoff } from '../lib/backoff';
import { clockOffset } from '../lib/countdown';
import { asProblem, type Problem } from '../problem';
import type { Session } from '../types';

/** What the launch answered, so that the session page has something to draw before its first event. */
export const launched = new Map<string, Session>();

/** Follows one session by its event stream, and finds its way back when that breaks. */
export function useSession(id: string) {
  const [session, setSession] = useState<Session | null>(() => launched.get(id) ?? null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const offset = useRef(0);

  useEffect(() => {
    let events: EventSource | undefined;
    let timer: number | undefined;
    let attempt = 0;
    let stopped = false;

    const take = (next: Session) => {
      offset.current = clockOffset(next.serverTime, Date.now());
      launched.delete(id);
      setSession(next);
      if (next.state === 'ended') close();
    };
    const close = () => {
      stopped = true;
      events?.close();
      window.clearTimeout(timer);
    };
    // An EventSource does not tell why it failed; a plain read does.
    const recover = async () => {
      events?.close();
      try {
        const next = await api.get<Session>(`/sessions/${id}`);
        if (stopped) return;
        take(next);
      } catch (thrown) {
        const failed = asProblem(thrown);
        if (!failed.network && !stopped) {
          setProblem(failed);
          return;
        }
      }
      if (!stopped) timer = window.setTimeout(open, backoff(attempt++));
    };
    const open = () => {
      events = new EventSource(`/api/sessions/${id}/events`);
      events.onmessage = event => {
        attempt = 0;
        reachable.set(true);
        take(JSON.parse(event.data as string) as Session);
      };
      events.onerror = () => void recover();
    };
    open();
    return close;
  }, [id]);

  return { session, problem, clockOffset: offset };
}
