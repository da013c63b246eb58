import type { Failure, Patience } from '../patience';

type Words = Omit<Failure, 'said'>;
const words = (patience: Patience, title: string, text: string, advice: string): Words => ({ title, text, advice, patience });

const MAY_START = 'If it was only off or is starting, wait a little. Otherwise show this to your administrator.';
const ASK = 'If it happens again, show the details below to your administrator.';

/** What guacd and the machine can say, by the codes of the Guacamole protocol. */
const STATUSES: Record<number, Words> = {
  0x0100: words('never', 'The machine cannot do this', 'Something was asked for that the machine or its protocol does not offer.', ASK),
  0x0200: words('few', 'The connection failed', 'The service that connects you to the machine had an error of its own.', ASK),
  0x0201: words('few', 'The connection service is busy', 'It has no room for another connection at the moment.', 'Wait a little, or close sessions that you no longer need.'),
  0x0202: words('few', 'The machine does not answer', 'It took too long to answer.', 'It may be off, asleep, or starting. Wait a little and try again.'),
  0x0203: words('few', 'The machine reported an error', 'The machine ended the connection because of an error.', ASK),
  0x0204: words('never', 'The machine does not have this', 'What the connection asks for does not exist on the machine.', ASK),
  0x0205: words('never', 'The machine is in use', 'Somebody else uses it, or what is asked for is already open there.', 'Try again when the other person has finished.'),
  0x0206: words('never', 'The machine closed the connection', 'What this session showed was closed on the machine.', 'Connect again to begin anew.'),
  0x0207: words('never', 'The machine did not accept the connection', 'It was not found, does not offer this kind of connection, did not accept the password, or its certificate is not trusted.', 'Try again. If the machine runs, your administrator has to look at how it is set up here.'),
  0x0208: words('few', 'The machine takes no connections now', 'It is there, but refuses connections at the moment.', 'It may be starting or being updated. Wait a little and try again.'),
  0x0209: words('never', 'The session was taken over', 'Somebody signed in to the machine with the same account, and it allows one sign-in only.', 'Connecting again takes it back, and ends the other connection.'),
  0x020a: words('never', 'You were away for too long', 'The machine ended the session because nobody used it.', 'Connect again to go on.'),
  0x020b: words('never', 'The machine ended the session', 'You signed out there, or an administrator of the machine ended the session.', 'Connect again to begin a new one.'),
  0x0300: words('never', 'The connection was refused', 'What this page or its server asked for was not understood.', ASK),
  0x0301: words('never', 'The sign-in was refused', 'The machine did not accept the user name or the password, or not in this way.', 'Check both and try again. Too many attempts may lock the account on the machine.'),
  0x0303: words('never', 'This is not allowed', 'You may not connect to this machine, or not in this way.', 'Ask your administrator.'),
  0x0308: words('always', 'This browser was silent for too long', 'The connection was closed because nothing was heard from this page, for example because the device slept.', 'It comes back by itself.'),
  0x030d: words('few', 'Too much was sent at once', 'This page sent more than the connection takes.', 'Copy less text or fewer files at a time.'),
  0x030f: words('never', 'The machine does not take this kind of data', 'What was sent is of a kind that the machine does not support.', ASK),
  0x031d: words('few', 'Too many connections', 'This user, machine or service has as many connections as it may have.', 'Close one that you no longer need.'),
};

/** What guacd says besides its code tells some causes apart that share one. */
const SAYINGS: [RegExp, Words][] = [
  [/certificate/i, words('never', 'The certificate of the machine is not trusted', 'The machine showed a certificate that nobody has allowed for it. It may also be another machine that answers in its place.', 'Your administrator can look at the certificate and allow it for this machine.')],
  [/security (negotiation|type)|wrong security/i, words('never', 'The machine wants another kind of sign-in', 'The machine does not accept the security mode that is set for it here.', 'Your administrator has to choose another security mode for this machine.')],
  [/password.*(expired|must be changed|change)/i, words('never', 'The password has to be changed', 'The machine says that the password of the account has expired or must be changed first.', 'Change it on the machine in another way, or ask its administrator.')],
  [/locked|disabled|access denied by server/i, words('never', 'The account may not sign in', 'The machine says that the account is locked, disabled, or not allowed to sign in from here.', 'Ask the administrator of the machine.')],
  [/host ?key/i, words('never', 'The machine showed an unknown host key', 'Its key is not the one that is known for it. It may be another machine that answers in its place.', 'Ask your administrator before you try again.')],
  [/dns lookup|incorrect hostname/i, words('few', 'The machine was not found', 'Nothing is known by the name that is set for it.', 'Your administrator has to look at its address.')],
  [/server down|unable to connect/i, words('few', 'The machine does not answer', 'Nothing answers at its address.', 'It may be off, asleep or starting. Wait a little and try again.')],
];

const hex = (code: number) => `0x${code.toString(16).padStart(4, '0').toUpperCase()}`;

/** A code without words of its own is as good as the first of its class. */
export function failureOfStatus(code: number, message: string | undefined): Failure {
  const told = message ? SAYINGS.find(([saying]) => saying.test(message))?.[1] : undefined;
  const known = told ?? STATUSES[code] ?? STATUSES[code >= 0x0300 && code < 0x0400 ? 0x0300 : 0x0200]!;
  return { ...known, said: `${message ? `${message} ` : ''}(${hex(code)})` };
}

/** In a few words, for one file or one text. */
export const shortStatus = (code: number, message: string | undefined) =>
  code === 0x0303 ? message || 'Not allowed here.' : code === 0x0204 ? 'There is no such file or folder.' : code === 0x0205 ? 'It exists already, or is in use.' : message || `${failureOfStatus(code, '').title}.`;

/** What our own server says when it closes a stream; its sentence stands for itself. */
const CLOSES: Record<number, [Patience, string, string]> = {
  4400: ['never', 'The connection was refused', ASK],
  // also said for a moment when the session has just moved to another connection proxy
  4403: ['few', 'This connection is not allowed', ''],
  4409: ['few', 'The connection has to be made again', ''],
  4413: ['few', 'Too much was sent at once', 'Copy less text or fewer files at a time.'],
  4429: ['few', 'Too many connections', 'Wait a moment, or close other windows with this session.'],
  4500: ['few', 'The connection failed', ASK],
  4502: ['few', 'The machine cannot be reached', MAY_START],
  4503: ['always', 'The connection was interrupted', ''],
  4504: ['few', 'The machine does not answer', MAY_START],
};

/** @return null when the network is to blame, or nobody */
export function failureOfClose(code: number, reason: string): Failure | null {
  if (code === 1000) {
    return { ...words('never', 'The machine ended the connection', 'You signed out there, or it was shut down.', 'Connect again to begin anew.'), said: null };
  }
  const known = CLOSES[code];
  if (!known) return null;
  const [patience, title, advice] = known;
  return { title, text: reason || 'No reason was given.', advice, patience, said: `(${code})` };
}
