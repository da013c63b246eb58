import { expect, test, vi } from 'vitest';
import type { Policy } from '../src/types';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
const { decode, encode } = await import('../src/session/remote/instructions');
const { failureOfClose, failureOfStatus } = await import('../src/session/remote/failure');
const { triesAgain } = await import('../src/session/patience');
const { scaleFor, wantedSize } = await import('../src/session/remote/geometry');
const { keyboardLayout, streamQuery } = await import('../src/session/remote/query');
const { inside, wayTo } = await import('../src/session/remote/folder');
const { isSecret, labelOf } = await import('../src/session/remote/asked');
const { denials } = await import('../src/session/allowed');

const OPEN: Policy = { clipboardIn: true, clipboardOut: true, upload: true, download: true, printing: true, audio: true, microphone: false, readOnly: false, recording: 'off' };

const decoded = (message: string) => {
  const all: string[][] = [];
  decode(message, (opcode, parameters) => all.push([opcode, ...parameters]));
  return all;
};

test('lengths count characters of Unicode', () => {
  expect(encode('file', 0, 'a🚢')).toBe('4.file,1.0,2.a🚢;');
  expect(decoded('4.file,1.0,2.a🚢;3.nop;0.,4.ping,1.7;')).toEqual([['file', '0', 'a🚢'], ['nop'], ['', 'ping', '7']]);
  expect(decoded(encode('x', ',;.', ''))).toEqual([['x', ',;.', '']]);
});

test.each(['3.nop', '4.nop;', 'nop;', '-1.a;', '3.abcd;', '1e1.aaaaaaaaaa,;', '99999999999.a;'])('%s is not taken for an instruction', message => {
  expect(() => decoded(message)).toThrow();
});

test('every status of guacd has a title, a sentence, an advice, and knows whether it tries again', () => {
  const codes = [0x0100, 0x0200, 0x0201, 0x0202, 0x0203, 0x0204, 0x0205, 0x0206, 0x0207, 0x0208, 0x0209, 0x020a, 0x020b, 0x0300, 0x0301, 0x0303, 0x0308, 0x030d, 0x030f, 0x031d];
  const failures = codes.map(code => failureOfStatus(code, 'SAID'));
  expect(new Set(failures.map(({ text }) => text)).size).toBe(codes.length);
  failures.forEach(({ title, text, advice, said }, i) => {
    [title, text, advice].forEach(words => expect(words.length).toBeGreaterThan(10));
    expect(said).toBe(`SAID (0x0${codes[i]!.toString(16).toUpperCase()})`);
  });
  expect(failureOfStatus(0x0299, undefined).title).toBe(failureOfStatus(0x0200, '').title);
  expect(failureOfStatus(0x0399, undefined).title).toBe(failureOfStatus(0x0300, '').title);
});

test('causes that share a code are told apart by what guacd says', () => {
  expect(failureOfStatus(519, 'SSL/TLS connection failed (untrusted/self-signed certificate?)').title).toBe('The certificate of the machine is not trusted');
  expect(failureOfStatus(769, 'Security negotiation failed (wrong security type?)').title).toBe('The machine wants another kind of sign-in');
  expect(failureOfStatus(769, 'Authentication failure (invalid credentials?)').title).toBe('The sign-in was refused');
});

test('a refused sign-in is never repeated by itself; a restart always is', () => {
  expect(triesAgain(failureOfStatus(0x0301, '').patience, 0)).toBe(false);
  expect(triesAgain(failureOfStatus(0x0202, '').patience, 2)).toBe(true);
  expect(triesAgain(failureOfStatus(0x0202, '').patience, 3)).toBe(false);
  expect(triesAgain(failureOfClose(4503, 'guacd is being restarted.')!.patience, 99)).toBe(true);
});

test('our own sentence is shown as it is; a lost network is nobody’s failure', () => {
  expect(failureOfClose(4502, 'There is no host of that name.')).toMatchObject({ text: 'There is no host of that name.', patience: 'few' });
  expect([1006, 1001, 4008, 4401, 4404, 4410].map(code => failureOfClose(code, ''))).toEqual(Array(6).fill(null));
  expect(failureOfClose(1000, '')).toMatchObject({ patience: 'never' });
});

test('a machine is asked for as many pixels as the screen has, and shown in its own size', () => {
  const host = { width: 390, height: 844 };
  expect(wantedSize(host, 3)).toEqual({ width: 1170, height: 2532 });
  expect(scaleFor('remote', host, wantedSize(host, 3), 3)).toBe(1 / 3);
  expect(scaleFor('fit', { width: 640, height: 800 }, { width: 1280, height: 720 }, 1)).toBe(0.5);
  expect(scaleFor('original', { width: 640, height: 800 }, { width: 1280, height: 720 }, 1)).toBe(1);
  expect(scaleFor('fit', { width: 1281, height: 721 }, { width: 1280, height: 720 }, 1)).toBe(1);
});

test('the query tells what the browser can, and nothing that is denied', () => {
  const about = { size: { width: 800, height: 600 }, density: 1.5, timezone: 'Europe/Berlin', layout: 'de-DE', audio: ['audio/L16'], policy: OPEN };
  const query = new URLSearchParams(streamQuery(about));
  expect(Object.fromEntries(query)).toMatchObject({ width: '800', height: '600', dpi: '144', timezone: 'Europe/Berlin', layout: 'de-DE', audio: 'audio/L16' });
  expect(query.getAll('image')).toContain('image/png');
  expect(new URLSearchParams(streamQuery({ ...about, policy: { ...OPEN, audio: false } })).has('audio')).toBe(false);
});

test('the keys show the keyboard better than the language of the browser', () => {
  const keys = (q: string, y: string) => new Map([['KeyQ', q], ['KeyY', y]]);
  expect(keyboardLayout('de-CH', null)).toBe('de-CH');
  expect(keyboardLayout('en-US', keys('q', 'z'))).toBe('de-DE');
  expect(keyboardLayout('de-CH', keys('q', 'z'))).toBe('de-CH');
  expect(keyboardLayout('en-GB', keys('a', 'y'))).toBe('fr-FR');
  expect(keyboardLayout('fr-BE', keys('a', 'y'))).toBe('fr-BE');
  expect(keyboardLayout('de-DE', keys('q', 'y'))).toBe('en-US');
  expect(keyboardLayout('sv-SE', keys('q', 'y'))).toBe('sv-SE');
});

test('folders have a way back to the root', () => {
  expect(wayTo('/home/ada', '/')).toEqual([{ path: '/', name: 'All files' }, { path: '/home', name: 'home' }, { path: '/home/ada', name: 'ada' }]);
  expect([inside('/', 'a'), inside('/home', 'a')]).toEqual(['/a', '/home/a']);
});

test('what a machine asks for has a name for people', () => {
  expect(['username', 'password', 'domain', 'gateway-port'].map(labelOf)).toEqual(['User name', 'Password', 'Domain (may be empty)', 'Gateway port']);
  expect(['username', 'password', 'passphrase', 'domain'].map(isSecret)).toEqual([false, true, true, false]);
});

test('what is denied says why, and containers deny nothing', () => {
  expect(Object.values(denials(null)).every(reason => reason === null)).toBe(true);
  expect(denials(OPEN)).toMatchObject({ clipboardIn: null, upload: null, microphone: 'Your administrator does not allow it here.' });
  const looking = denials({ ...OPEN, readOnly: true });
  expect([looking.input, looking.clipboardIn, looking.upload]).toEqual(Array(3).fill('You may only look on in this session.'));
  expect([looking.clipboardOut, looking.download, looking.files]).toEqual([null, null, null]);
  expect(denials({ ...OPEN, upload: false, download: false }).files).not.toBeNull();
});
