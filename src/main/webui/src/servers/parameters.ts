import type { RemoteProtocol } from '../types';

export type Parameter = { name: string; label: string; help?: string } & (
  | { type: 'flag' | 'number' | 'text' }
  | { type: 'choice'; choices: string[] }
);

const flag = (name: string, label: string, help?: string): Parameter => ({ name, label, help, type: 'flag' });
const number = (name: string, label: string, help?: string): Parameter => ({ name, label, help, type: 'number' });
const text = (name: string, label: string, help?: string): Parameter => ({ name, label, help, type: 'text' });
const choice = (name: string, label: string, choices: string[], help?: string): Parameter => ({ name, label, help, type: 'choice', choices });

const COLORS = choice('color-depth', 'Colour depth', ['8', '16', '24', '32'], 'Bits; fewer need less of a slow line.');
const LOSSLESS = flag('force-lossless', 'Never compress with loss', 'Sharper, and more to transfer.');

/** What may be set besides the fields of the form. The server keeps the list that counts; it refuses every other name. */
export const PARAMETERS: Record<RemoteProtocol, Parameter[]> = {
  rdp: [
    COLORS, LOSSLESS,
    choice('resize-method', 'When the window changes its size', ['display-update', 'reconnect'], 'Older machines have to connect anew.'),
    text('server-layout', 'Keyboard layout of the machine', 'For example en-us-qwerty or de-de-qwertz.'),
    choice('normalize-clipboard', 'Line ends of the clipboard', ['preserve', 'unix', 'windows']),
    flag('console', 'Connect to the console session'), flag('console-audio', 'Sound of the console'),
    flag('enable-wallpaper', 'Wallpaper'), flag('enable-theming', 'Themes of windows and controls'), flag('enable-font-smoothing', 'Smooth fonts'),
    flag('enable-full-window-drag', 'Show windows while they are moved'), flag('enable-desktop-composition', 'Desktop composition'),
    flag('enable-menu-animations', 'Animated menus'), flag('enable-touch', 'Touch'),
    flag('disable-bitmap-caching', 'Without bitmap cache'), flag('disable-offscreen-caching', 'Without off-screen cache'),
    flag('disable-glyph-caching', 'Without glyph cache'), flag('disable-gfx', 'Without the graphics pipeline', 'For machines whose picture is wrong with it.'),
    text('client-name', 'Name that the machine sees'), text('drive-name', 'Name of the drive for files'), text('printer-name', 'Name of the printer'),
    text('initial-program', 'Program to start'), text('remote-app', 'Remote application', 'Its name, with || in front.'),
    text('remote-app-dir', 'Directory of the remote application'), text('remote-app-args', 'Arguments of the remote application'),
    text('load-balance-info', 'Load balancing information'), text('preconnection-blob', 'Preconnection text', 'Hyper-V: the id of the machine.'), number('preconnection-id', 'Preconnection id'),
  ],
  vnc: [
    COLORS, LOSSLESS,
    choice('cursor', 'Mouse pointer is drawn', ['local', 'remote'], 'Remote where the pointer is missing or doubled.'),
    text('clipboard-encoding', 'Encoding of the clipboard', 'ISO8859-1, UTF-8, UTF-16 or CP1252.'),
    flag('disable-display-resize', 'Keep the size of the machine’s screen'), flag('swap-red-blue', 'Swap red and blue', 'For machines that mix them up.'),
    text('encodings', 'Encodings', 'By preference, with spaces between.'), number('autoretry', 'Times to try again'),
    text('sftp-username', 'User for files (SFTP)', 'Files go over SSH of the same machine; without a user there are none.'), number('sftp-port', 'Port for files (SFTP)'),
    text('sftp-root-directory', 'Directory that people see'), text('sftp-directory', 'Directory for uploads'), number('sftp-server-alive-interval', 'Keep files connected, seconds'),
  ],
  ssh: [
    number('font-size', 'Font size', 'In points.'), text('font-name', 'Font', 'As the connection proxy has it.'),
    text('color-scheme', 'Colours', 'black-white, gray-black, green-black or white-black.'), number('scrollback', 'Lines to scroll back'),
    text('terminal-type', 'Terminal type', 'For example xterm-256color.'), text('locale', 'Locale', 'For example de_DE.UTF-8.'),
    text('command', 'Command to run', 'Instead of the user’s shell.'), text('sftp-root-directory', 'Directory that people see', 'Of the files on the machine.'),
    number('server-alive-interval', 'Keep connected, seconds'), choice('backspace', 'Backspace sends', ['127', '8']), text('func-keys-and-keypad', 'Function keys and keypad'),
  ],
};

/** Those that the protocol knows, for a server whose protocol changes. */
export function allowedOnly(protocol: RemoteProtocol, parameters: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => PARAMETERS[protocol].some(known => known.name === name)));
}

/** What a parameter begins with when it is added. */
export function firstValue(parameter: Parameter): string {
  return parameter.type === 'flag' ? 'true' : parameter.type === 'choice' ? parameter.choices[0] ?? '' : '';
}
