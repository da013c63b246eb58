import type { InputStream, OutputStream } from 'guacamole-common-js';
import { store } from '../../store';
import { shortStatus } from './failure';
import { BLOB_BYTES, fromBase64, sendOctets } from './octets';

export interface Transfer {
  id: number;
  name: string;
  kind: 'upload' | 'download' | 'print' | 'clipboard' | 'copied';
  /** Of a download nobody tells. */
  size: number | null;
  done: number;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  detail: string | null;
  /** A document that was printed, until somebody has saved it. */
  document: Blob | null;
}

/** So much is on its way at once: each part waits for an answer, and the way may be long. */
const ROUND_BYTES = 16 * BLOB_BYTES;
const LONGEST_AT_ONCE = 4;
const CLOSED = 0x0206;

/** Files on their way into a machine and out of it; they outlive the connection so that their end can be told. */
export class Transfers {
  readonly all = store<Transfer[]>([]);
  private next = 1;
  private readonly stops = new Map<number, (state: 'cancelled' | 'failed', detail: string | null) => void>();
  private readonly waiting: { id: number; begin: () => void }[] = [];

  /** @param save writes a finished download to this device */
  constructor(private readonly save: (blob: Blob, name: string) => void) {}

  upload(file: Blob & { name: string }, open: () => OutputStream, onDone?: () => void) {
    const id = this.add({ name: file.name, kind: 'upload', size: file.size });
    this.waiting.push({ id, begin: () => this.send(id, file, open(), onDone) });
    this.stops.set(id, (state, detail) => this.finish(id, state, detail));
    this.beginNext();
  }

  private beginNext() {
    const sending = () => this.all.get().filter(({ id, kind, state }) => kind === 'upload' && state === 'running' && !this.waiting.some(one => one.id === id)).length;
    while (this.waiting.length && sending() < LONGEST_AT_ONCE) this.waiting.shift()?.begin();
  }

  private send(id: number, file: Blob, stream: OutputStream, onDone?: () => void) {
    let offset = 0;
    let unanswered = 1;
    const round = async () => {
      const part = new Uint8Array(await file.slice(offset, offset + ROUND_BYTES).arrayBuffer());
      if (!this.isRunning(id)) return;
      unanswered = sendOctets(stream, part);
      offset += part.length;
    };
    stream.onack = status => {
      if (!this.isRunning(id)) return;
      if (status.isError()) return this.finish(id, 'failed', shortStatus(status.code, status.message));
      unanswered--;
      this.change(id, { done: Math.max(0, Math.min(file.size, offset - unanswered * BLOB_BYTES)) });
      if (unanswered > 0) return;
      if (offset < file.size) return void round().catch(() => this.stop(id, 'failed', 'The file could not be read on this device.'));
      stream.sendEnd();
      this.finish(id, 'done', null);
      onDone?.();
    };
    this.stops.set(id, (state, detail) => {
      stream.sendEnd();
      this.finish(id, state, detail ?? 'The part that had arrived stays on the machine.');
    });
  }

  download(stream: InputStream, mimetype: string, name: string, print = false) {
    const id = this.add({ name, kind: print ? 'print' : 'download', size: null });
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let done = 0;
    stream.onblob = part => {
      if (!this.isRunning(id)) return;
      const octets = fromBase64(part);
      parts.push(octets);
      done += octets.length;
      this.change(id, { done });
      stream.sendAck('OK', 0);
    };
    stream.onend = () => {
      if (!this.isRunning(id)) return;
      const blob = new Blob(parts, { type: mimetype });
      this.change(id, { size: done, document: print ? blob : null });
      this.finish(id, 'done', null);
      if (!print) this.save(blob, name);
    };
    this.stops.set(id, (state, detail) => {
      stream.sendAck('Cancelled', CLOSED);
      this.finish(id, state, detail);
    });
    stream.sendAck('OK', 0);
  }

  saveDocument(transfer: Transfer) {
    if (transfer.document) this.save(transfer.document, transfer.name);
  }

  refused(name: string, kind: Transfer['kind'], detail: string) {
    this.finish(this.add({ name, kind, size: null }), 'failed', detail);
  }

  cancel = (id: number) => this.stop(id, 'cancelled', null);

  /** Nothing goes on over a connection that has gone. */
  lost() {
    this.waiting.length = 0;
    [...this.stops.keys()].forEach(id => this.stop(id, 'failed', 'The connection was lost.'));
  }

  dismiss = (id: number) => this.all.set(this.all.get().filter(transfer => transfer.id !== id || transfer.state === 'running'));

  private stop(id: number, state: 'cancelled' | 'failed', detail: string | null) {
    this.stops.get(id)?.(state, detail);
  }

  private add(of: Pick<Transfer, 'name' | 'kind' | 'size'>): number {
    const id = this.next++;
    this.all.set([{ id, done: 0, state: 'running', detail: null, document: null, ...of }, ...this.all.get()]);
    return id;
  }

  private isRunning = (id: number) => this.all.get().some(transfer => transfer.id === id && transfer.state === 'running');

  private change(id: number, change: Partial<Transfer>) {
    this.all.set(this.all.get().map(transfer => (transfer.id === id ? { ...transfer, ...change } : transfer)));
  }

  private finish(id: number, state: Transfer['state'], detail: string | null) {
    this.stops.delete(id);
    const index = this.waiting.findIndex(one => one.id === id);
    if (index >= 0) this.waiting.splice(index, 1);
    this.change(id, { state, detail });
    this.beginNext();
  }
}

export function saveToDevice(blob: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
