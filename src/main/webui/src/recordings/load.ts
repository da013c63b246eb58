import { problemOf, unreachable } from '../problem';

const ATTEMPTS = 5;
const PAUSE_MS = 1_000;

export interface Loading {
  signal: AbortSignal;
  onBytes: (bytes: Uint8Array<ArrayBuffer>, loaded: number, total: number) => void;
}

/** Reads a recording as it comes, and goes on where it was when the network breaks off. */
export async function load(url: string, { signal, onBytes }: Loading): Promise<void> {
  let loaded = 0;
  let total = Infinity;
  for (let attempt = 1; loaded < total; attempt++) {
    try {
      const response = await fetch(url, { signal, headers: loaded > 0 ? { Range: `bytes=${loaded}-` } : {} });
      if (!response.ok || !response.body) throw await problemOf(response);
      if (loaded === 0) total = Number(response.headers.get('Content-Length') ?? 0);
      const reader = response.body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        loaded += part.value.length;
        attempt = 1;
        onBytes(part.value, loaded, total);
      }
      if (loaded >= total) return;
    } catch (thrown) {
      if (signal.aborted) return;
      if (!(thrown instanceof TypeError)) throw thrown;
    }
    if (attempt >= ATTEMPTS) throw unreachable();
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    if (signal.aborted) return;
  }
}
