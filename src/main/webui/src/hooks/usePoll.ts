import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api';
import { asProblem, type Problem } from '../problem';

export interface Polled<T> {
  data: T | undefined;
  problem: Problem | null;
  refresh: () => Promise<void>;
}

/** Reads a resource now and every few seconds, but not while nobody looks at the tab. */
export function usePoll<T>(path: string, everyMs = 5000): Polled<T> {
  const [data, setData] = useState<T>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const latest = useRef(0);

  const refresh = useCallback(async () => {
    const mine = ++latest.current;
    try {
      const fresh = await api.get<T>(path);
      if (mine !== latest.current) return;
      setData(fresh);
      setProblem(null);
    } catch (thrown) {
      const failed = asProblem(thrown);
      // The banner speaks for network failures; what was last read stays on screen.
      if (mine === latest.current && !failed.network) setProblem(failed);
    }
  }, [path]);

  useEffect(() => {
    let timer: number | undefined;
    let stopped = false;
    const loop = async () => {
      window.clearTimeout(timer);
      if (stopped || document.hidden) return;
      await refresh();
      window.clearTimeout(timer);
      if (!stopped) timer = window.setTimeout(loop, everyMs);
    };
    document.addEventListener('visibilitychange', loop);
    void loop();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', loop);
    };
  }, [refresh, everyMs]);

  return { data, problem, refresh };
}
