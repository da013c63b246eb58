import type { RemoteObject } from 'guacamole-common-js';
import { useCallback, useEffect, useState } from 'react';
import { inside, list, type Entry } from './folder';
import type { Transfers } from './transfers';

export interface Browsed { files: RemoteObject; name: string }

/** One folder of a machine at a time. */
export function useFolder({ files }: Browsed, transfers: Transfers) {
  const [path, setPath] = useState('/');
  const [entries, setEntries] = useState<Entry[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const refresh = useCallback(() => setRound(now => now + 1), []);

  useEffect(() => {
    let current = true;
    setProblem(null);
    list(files, path).then(
      found => current && setEntries(found),
      (failure: Error) => current && setProblem(failure.message),
    );
    return () => { current = false; };
  }, [files, path, round]);

  const go = (next: string) => {
    setEntries(null);
    setPath(next);
  };
  const download = (entry: Entry) => files.requestInputStream(entry.path, (stream, mimetype) => transfers.download(stream, mimetype, entry.name));
  const upload = (chosen: File[]) => chosen.forEach(file =>
    transfers.upload(file, () => files.createOutputStream(file.type || 'application/octet-stream', inside(path, file.name)), refresh));
  return { path, entries, problem, refresh, go, download, upload };
}
