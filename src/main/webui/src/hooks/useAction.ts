import { useCallback, useState } from 'react';
import { asProblem, type Problem } from '../problem';

/** Runs something a person asked for: knows that it is under way and keeps the refusal for display. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = useCallback(async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true);
    setProblem(null);
    try {
      return await work();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      return undefined;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, run, clear };
}
