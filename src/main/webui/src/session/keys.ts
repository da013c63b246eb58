import type { Viewer } from './viewer';

type Key = [keysym: number, code: string];

const CTRL: Key = [0xffe3, 'ControlLeft'];
const ALT: Key = [0xffe9, 'AltLeft'];
const SUPER: Key = [0xffeb, 'MetaLeft'];

/** Keys that the browser or the local desktop keeps for itself. */
export const COMBINATIONS: { label: string; keys: Key[] }[] = [
  { label: 'Ctrl + Alt + Del', keys: [CTRL, ALT, [0xffff, 'Delete']] },
  { label: 'Alt + Tab', keys: [ALT, [0xff09, 'Tab']] },
  { label: 'Alt + F4', keys: [ALT, [0xffc1, 'F4']] },
  { label: 'Ctrl + W', keys: [CTRL, [0x77, 'KeyW']] },
  { label: 'Ctrl + T', keys: [CTRL, [0x74, 'KeyT']] },
  { label: 'Esc', keys: [[0xff1b, 'Escape']] },
  { label: 'Super', keys: [SUPER] },
  { label: 'F11', keys: [[0xffc8, 'F11']] },
  { label: 'Print', keys: [[0xff61, 'PrintScreen']] },
];

/** Presses the keys in order and releases them in reverse order. */
export function sendCombination(viewer: Viewer, keys: Key[]) {
  for (const [keysym, code] of keys) viewer.sendKey(keysym, code, true);
  for (const [keysym, code] of [...keys].reverse()) viewer.sendKey(keysym, code, false);
}

export const BACKSPACE = 0xff08;
export const RETURN = 0xff0d;

/** The X11 keysym of a character: Latin-1 as it is, all else as Unicode. */
export function keysymOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point === 10 || point === 13) return RETURN;
  if (point === 9) return 0xff09;
  return point < 0x100 ? point : 0x01000000 | point;
}
