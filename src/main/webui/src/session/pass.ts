import type { Connection } from '../types';
import { Problem, unreachable } from '../problem';
import { GrantRefused } from './grant';

/** The console does not answer; a fetch alone would wait for minutes. */
const ANSWER_MS = 8_000;

/** Where the zone has grace: asks for a pass again and again, so that there is a fresh one when the control plane falls silent. */
export class PassKeeper {
  private timer: ReturnType<typeof setInterval> | undefined;

  keep({ grantUrl, passSeconds }: Connection) {
    this.stop();
    if (!passSeconds) return;
    const url = grantUrl.replace(/connect$/, 'pass');
    const ask = () => void fetch(url, { method: 'POST', credentials: 'include' }).catch(() => undefined);
    ask();
    this.timer = setInterval(ask, passSeconds * 1000);
  }

  stop() {
    clearInterval(this.timer);
  }
}

/** The connection as it was before, when nobody answers and the zone has grace: the proxy decides about the pass. */
export async function orAsBefore(fresh: Promise<Connection>, before: Connection | null): Promise<Connection> {
  if (!before?.passSeconds) return fresh;
  try {
    return await Promise.race([fresh, new Promise<never>((_, late) => setTimeout(() => late(unreachable()), ANSWER_MS))]);
  } catch (failure) {
    if (isSilence(failure)) return before;
    throw failure;
  }
}

const isSilence = (failure: unknown) => (failure instanceof Problem ? failure.network || failure.status >= 500 : failure instanceof GrantRefused && failure.status >= 500);
