import { ago, bytes } from '../lib/format';

export type RecordingState = 'writing' | 'complete' | 'cut-short' | 'removed' | 'deleting';

export interface Recording {
  id: string; sessionId: string; userId: string | null; userName: string; workspaceName: string; serverName: string;
  startedAt: string; endedAt: string | null; bytes: number; state: RecordingState; detail: string | null; node: string;
  /** Why it can not be played; null when it can. */
  unavailable: string | null;
}

export const STATES: Record<RecordingState, string> = {
  writing: 'Being recorded', complete: 'Complete', 'cut-short': 'Cut short', removed: 'Removed', deleting: 'Being deleted',
};

export const titleOf = (recording: Recording) => recording.serverName || recording.workspaceName;
export const sizeOf = (recording: Recording) => (recording.state === 'removed' ? '' : bytes(recording.bytes));

/** How long it lasts by the clock; the one that is being made lasts until now. */
export const lasts = (recording: Recording, now: number) =>
  Math.max(0, (recording.endedAt ? Date.parse(recording.endedAt) : now) - Date.parse(recording.startedAt));

export const startedText = (recording: Recording, now: number) => ago(recording.startedAt, now);

/** 0:07, 12:34, 1:02:03. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

export const SPEEDS = [0.5, 1, 2, 4, 8];
/** The next slower or faster one. */
export const nextSpeed = (speed: number, step: 1 | -1) =>
  SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, SPEEDS.indexOf(speed) + step))] ?? 1;
