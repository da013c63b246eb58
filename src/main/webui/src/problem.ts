export interface FieldError { field: string; message: string }

/** A refusal of the API (or of the network, status 0), worded for the person in front of the screen. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: FieldError[] = [],
    readonly retryAfter: number | null = null,
    readonly traceId: string | null = null,
  ) {
    super(`${title}: ${detail}`);
  }

  get network(): boolean {
    return this.status === 0;
  }

  /** What an administrator can look up, when the fault is on our side. */
  get reference(): string | null {
    return this.status >= 500 ? this.traceId : null;
  }

  fieldError(field: string): string | undefined {
    return this.errors.find(error => error.field === field)?.message;
  }
}

export const unreachable = () =>
  new Problem(0, 'network', 'Berth does not answer', 'The server could not be reached. Check your network and try again.');

/** Retry-After carries either seconds or a date. */
export function parseRetryAfter(header: string | null, now = Date.now()): number | null {
  if (!header) return null;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

export async function problemOf(response: Response): Promise<Problem> {
  const body = await response.json().catch(() => null) as Partial<Problem> | null;
  return new Problem(
    response.status,
    body?.code ?? 'unexpected',
    body?.title ?? 'Something went wrong',
    body?.detail ?? `The server answered with status ${response.status} and gave no reason. Try again in a moment.`,
    Array.isArray(body?.errors) ? body.errors : [],
    parseRetryAfter(response.headers.get('Retry-After')),
    body?.traceId ?? null,
  );
}

/** Whatever was thrown, as something that can be shown. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new Problem(-1, 'unexpected', 'Something went wrong in this page', detail);
}
