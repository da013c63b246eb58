import { duration } from '../lib/format';
import { reachText } from './model';
import type { Enrolment, Node } from './types';

export const ENROLLED_ROLES = ['agent', 'connection-proxy', 'zone-proxy'];

export const ROLE_HELP: Record<string, string> = {
  agent: 'Runs the desktops on its container engine.',
  'connection-proxy': 'Connects browsers with existing machines.',
  'zone-proxy': 'Relays sessions, close to the people of a zone.',
};

export const isOpen = (enrolment: Enrolment, now: number) => !enrolment.usedBy && Date.parse(enrolment.expiresAt) > now;

/** A host that was started with the token would have shown it by now. */
const LATE_MS = 3 * 60_000;

export function waitingText({ createdAt }: Pick<Enrolment, 'createdAt'>, now: number): { late: boolean; text: string } {
  const age = createdAt ? now - Date.parse(createdAt) : 0;
  return age < LATE_MS ? { late: false, text: 'Waits for its node' } : { late: true, text: `Started, never checked in? Nobody has come with it for ${duration(age)}. If its host was started, look at the address in --upstream and at its log.` };
}

export type Joining =
  | { step: 'waiting' } | { step: 'expired' } | { step: 'revoked' }
  | { step: 'checking'; node: Node | null } | { step: 'unreachable'; node: Node; text: string } | { step: 'joined'; node: Node };

/** How far the node that was promised this token has come. An open enrolment that vanished was revoked. */
export function joining(mine: Enrolment, all: Enrolment[] | undefined, nodes: Node[] | undefined, now: number): Joining {
  const current = all?.find(enrolment => enrolment.id === mine.id);
  const by = current?.usedBy;
  if (!by) {
    if (Date.parse(mine.expiresAt) <= now) return { step: 'expired' };
    return all && !current ? { step: 'revoked' } : { step: 'waiting' };
  }
  const node = nodes?.find(({ id, name }) => id === by || name === by);
  if (node?.reach && !node.reach.ok) return { step: 'unreachable', node, text: reachText(node) };
  return node?.reach && node.state !== 'pending' ? { step: 'joined', node } : { step: 'checking', node: node ?? null };
}
