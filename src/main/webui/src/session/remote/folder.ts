import type { RemoteObject } from 'guacamole-common-js';
import { readText } from './octets';

export const LISTING = 'application/vnd.glyptodon.guacamole.stream-index+json';
const PATIENCE_MS = 15_000;

export interface Entry { path: string; name: string; folder: boolean }

const nameOf = (path: string) => path.split('/').filter(Boolean).at(-1) ?? '/';

/** Folders first, both by name as people sort. */
export function entriesOf(listing: Record<string, string>): Entry[] {
  return Object.entries(listing)
    .map(([path, type]) => ({ path, name: nameOf(path), folder: type === LISTING }))
    .sort((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name, undefined, { numeric: true }));
}

export const inside = (folder: string, name: string) => `${folder.endsWith('/') ? folder : `${folder}/`}${name}`;

/** From the root, by the name that the machine gives to all of it, to the folder itself. */
export function wayTo(path: string, root: string): { path: string; name: string }[] {
  const names = path.split('/').filter(Boolean);
  return [{ path: '/', name: root === '/' ? 'All files' : root }, ...names.map((name, i) => ({ path: `/${names.slice(0, i + 1).join('/')}`, name }))];
}

/** Rejected with a sentence for people. A machine that may not show a folder does not answer at all. */
export function list(files: RemoteObject, path: string): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The machine does not show this folder. You may lack permission there.')), PATIENCE_MS);
    files.requestInputStream(path, (stream, mimetype) => {
      if (mimetype !== LISTING) {
        clearTimeout(timer);
        stream.sendAck('This is no folder', 0x0206);
        reject(new Error('This is not a folder.'));
        return;
      }
      readText(stream, text => {
        clearTimeout(timer);
        try {
          resolve(entriesOf(JSON.parse(text) as Record<string, string>));
        } catch {
          reject(new Error('The machine sent a listing that could not be read.'));
        }
      }, true);
      stream.sendAck('OK', 0);
    });
  });
}
