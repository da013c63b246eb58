import type { Client } from 'guacamole-common-js';
import { store } from '../../store';
import { readText, sendText } from './octets';

export const SCHEMES: { value: string; label: string }[] = [
  { value: 'gray-black', label: 'Grey on black' },
  { value: 'white-black', label: 'White on black' },
  { value: 'green-black', label: 'Green on black' },
  { value: 'black-white', label: 'Black on white' },
];
const SMALLEST = 6;
const LARGEST = 48;
const KEY = 'berth.terminal';

interface Looks { size: number | null; scheme: string | null }

/** What the person chose last; null is whatever the machine comes with. */
const chosen = store<Looks>(stored());
chosen.subscribe(() => localStorage.setItem(KEY, JSON.stringify(chosen.get())));

function stored(): Looks {
  try {
    return { size: null, scheme: null, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Looks> };
  } catch {
    return { size: null, scheme: null };
  }
}

/** How the terminal of an SSH session looks. Guacd draws it, so guacd is told. */
export class Terminal {
  readonly looks = store<{ size: number; scheme: string }>({ size: chosen.get().size ?? 12, scheme: chosen.get().scheme ?? 'gray-black' });
  private told = false;

  constructor(private readonly client: Client) {
    client.onargv = (stream, _mimetype, name) => readText(stream, value => this.hear(name, value));
  }

  /** Guacd tells what holds, once it listens to changes. */
  private hear(name: string, value: string) {
    if (name === 'font-size' && Number(value) > 0) this.looks.set({ ...this.looks.get(), size: Number(value) });
    if (name === 'color-scheme' && value) this.looks.set({ ...this.looks.get(), scheme: value });
    if (!this.told) {
      this.told = true;
      const { size, scheme } = chosen.get();
      if (size !== null) this.tell('font-size', String(size));
      if (scheme !== null) this.tell('color-scheme', scheme);
    }
  }

  private tell(name: string, value: string) {
    sendText(this.client.createArgumentValueStream('text/plain', name), value);
  }

  enlarge(by: number) {
    const size = Math.max(SMALLEST, Math.min(LARGEST, this.looks.get().size + by));
    this.looks.set({ ...this.looks.get(), size });
    chosen.set({ ...chosen.get(), size });
    this.tell('font-size', String(size));
  }

  paint(scheme: string) {
    this.looks.set({ ...this.looks.get(), scheme });
    chosen.set({ ...chosen.get(), scheme });
    this.tell('color-scheme', scheme);
  }
}
