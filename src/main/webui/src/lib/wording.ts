import type { EndReason, Session, SessionState, Step } from '../types';

export const STEPS: Step[] = ['waiting', 'pulling', 'starting', 'connecting'];

export const STEP_NAMES: Record<Step, string> = {
  waiting: 'Finding a place',
  pulling: 'Fetching the image',
  starting: 'Starting',
  connecting: 'Connecting',
};

/** The step a session is at; a running one is only waiting for the picture. */
export function stepOf(session: Pick<Session, 'state' | 'progress'>): Step {
  if (session.state === 'running') return 'connecting';
  return session.progress?.step ?? (session.state === 'starting' ? 'starting' : 'waiting');
}

const STATE_NAMES: Partial<Record<SessionState, string>> = {
  running: 'Running', pausing: 'Pausing', paused: 'Paused', stopping: 'Stopping', stopped: 'Stopped', resuming: 'Resuming', ending: 'Ending', ended: 'Ended',
};

const RESTING: SessionState[] = ['pausing', 'paused', 'stopping', 'stopped', 'resuming'];

/** Neither running nor over: there is no desktop to show, and it is kept. */
export const isResting = (state: SessionState) => RESTING.includes(state);

export function progressText(session: Pick<Session, 'state' | 'progress'>): string {
  const plain = STATE_NAMES[session.state];
  if (plain) return plain;
  const percent = session.progress?.percent;
  const name = STEP_NAMES[stepOf(session)];
  return percent == null ? name : `${name} ${Math.round(percent)} %`;
}

/** An existing machine, which is there before the session and after it. */
export const isMachine = (session: Pick<Session, 'protocol'>) => session.protocol === 'guacamole';

export interface Ending { title: string; text: string; short: string; tone: 'neutral' | 'warning' | 'danger' }

const ENDINGS: Record<EndReason, Ending> = {
  'ended-by-user': { title: 'You ended this session', short: 'ended by you', tone: 'neutral', text: 'The desktop and everything in it that was not saved elsewhere is gone.' },
  'ended-by-administrator': { title: 'An administrator ended this session', short: 'ended by an administrator', tone: 'warning', text: 'Ask your administrator if you do not know why.' },
  'time-limit': { title: 'The time of this session is over', short: 'time limit reached', tone: 'neutral', text: 'This workspace has a time limit and the session reached it.' },
  'keepalive-expired': { title: 'The session ended because nobody was there', short: 'left unattended', tone: 'neutral', text: 'No browser had the session open for too long, so Berth freed its place.' },
  'launch-failed': { title: 'The session could not be started', short: 'could not start', tone: 'danger', text: 'Try again; if it fails again, show the details below to your administrator.' },
  'container-lost': { title: 'The desktop stopped unexpectedly', short: 'desktop was lost', tone: 'danger', text: 'Its container went away, for example because it crashed or its node was restarted.' },
  'node-drained': { title: 'The server of this session was taken out of service', short: 'server taken out of service', tone: 'warning', text: 'An administrator needed the server that it ran on. A fresh session starts on another one.' },
  'node-lost': { title: 'The server of this desktop stopped answering', short: 'server was lost', tone: 'danger', text: 'The desktop and everything in it that was not saved elsewhere is gone. Start a fresh one: it runs on another server.' },
  'server-deleted': { title: 'The machine of this session was removed', short: 'machine removed', tone: 'warning', text: 'An administrator took it out of Berth. The machine itself may well go on running.' },
  'user-disabled': { title: 'The account of this session was disabled', short: 'account disabled', tone: 'warning', text: 'Sessions of a disabled account are ended. Ask your administrator.' },
  'user-deleted': { title: 'The account of this session was deleted', short: 'account deleted', tone: 'warning', text: 'Sessions of a deleted account are ended.' },
};

const UNKNOWN: Ending = { title: 'This session has ended', short: 'ended', tone: 'neutral', text: 'No reason was recorded.' };

/** Where the loss of a container is told, a machine has lost nothing. */
const MACHINE_ENDINGS: Partial<Record<EndReason, Partial<Ending>>> = {
  'ended-by-user': { text: 'The connection is closed. The machine itself keeps running.' },
  'keepalive-expired': { text: 'No browser had the session open for too long, so Berth closed the connection. The machine itself keeps running.' },
  'launch-failed': { title: 'The session could not be opened' },
  'node-drained': { title: 'The connection proxy of this session was taken out of service', text: 'The machine itself keeps running. A fresh session reaches it another way.' },
  'node-lost': { title: 'The connection proxy of this session stopped answering', text: 'The machine itself keeps running. A fresh session reaches it another way.' },
};

export function endingOf(reason: EndReason | null, machine = false): Ending {
  const ending = (reason && ENDINGS[reason]) || UNKNOWN;
  return machine && reason ? { ...ending, ...MACHINE_ENDINGS[reason] } : ending;
}

export const isLive = (session: Pick<Session, 'state'>) => session.state !== 'ended';

/** What ending does: a container is gone with what was in it, a machine is only left. */
export const endingWarning = (session: Pick<Session, 'protocol'>) => (isMachine(session)
  ? 'The connection is closed. The machine itself goes on; whether what runs there goes on too is up to the machine.'
  : 'The desktop is removed, with everything in it that is not saved elsewhere.');
