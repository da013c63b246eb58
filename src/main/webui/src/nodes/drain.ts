import { duration } from '../lib/format';
import type { Node } from './types';

/** The server knows when all is gone; an older one only counts sessions. */
export const isDrained = ({ drain, sessions }: Pick<Node, 'drain' | 'sessions'>) =>
  drain?.drainedAt === undefined ? sessions === 0 : drain.drainedAt !== null;

/** How far a drain has come, in a sentence. */
export function drainText(node: Pick<Node, 'drain' | 'sessions'>, now: number): string {
  const { drain, sessions } = node;
  if (!drain) return '';
  if (isDrained({ drain, sessions })) return 'Drained: nothing runs here any more. It can be stopped or upgraded.';
  const left = `${sessions} ${sessions === 1 ? 'session' : 'sessions'} left`;
  if (!drain.deadline) return `Draining for ${duration(now - Date.parse(drain.since))}: ${left}. They go on until their people end them.`;
  const until = Date.parse(drain.deadline) - now;
  const fate = drain.move ? 'are ended and offered anew elsewhere' : 'go on until their people end them';
  return until > 0 ? `Draining: ${left}. In ${duration(until)} those that remain ${fate}.` : `The deadline has passed: ${left}${drain.move ? ', being moved on' : ''}.`;
}
