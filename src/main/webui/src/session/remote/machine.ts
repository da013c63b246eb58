import Guacamole, { type Client, type RemoteObject } from 'guacamole-common-js';
import { store } from '../../store';
import type { Policy, RemoteProtocol } from '../../types';
import { scalingMode, type Scaling } from '../scaling';
import type { Failure } from '../patience';
import type { Viewer } from '../viewer';
import { failureOfClose, failureOfStatus, shortStatus } from './failure';
import { scaleFor, wantedSize } from './geometry';
import { Input } from './input';
import { Microphone } from './microphone';
import { readText, sendText } from './octets';
import { streamQuery, thisKeyboard } from './query';
import { Terminal } from './terminal';
import { saveToDevice, Transfers } from './transfers';
import { StreamTunnel } from './tunnel';

export interface MachineEvents {
  /** The first picture has been drawn. */
  painted: () => void;
  connected: () => void;
  /** The machine asks who is there; null when it has been told. */
  asks: (names: string[] | null) => void;
  /** What the machine calls itself. */
  named: (name: string) => void;
  /** It is there, and does not answer; null when it does again. */
  silent: (why: string | null) => void;
  /** @param failure null when the network is to blame, or nobody */
  closed: (code: number, failure: Failure | null) => void;
}

const RESIZE_MS = 250;
/** More than any machine takes; what it really takes it says itself. */
const LONGEST_TEXT = 1024 * 1024;

export const newTransfers = () => new Transfers(saveToDevice);

/** One connection to an existing machine, drawn into a part of the page. */
export class Machine implements Viewer {
  readonly files = store<{ files: RemoteObject; name: string } | null>(null);
  readonly terminal: Terminal | null;
  readonly microphone: Microphone;
  private readonly tunnel: StreamTunnel;
  private readonly client: Client;
  private readonly frame = document.createElement('div');
  private readonly input: Input | null;
  private readonly watch: ResizeObserver;
  private readonly copied: ((event: { detail: { text: string } }) => void)[] = [];
  private mode: Scaling = scalingMode.get();
  private timer: number | undefined;
  private painted = false;
  private said: Failure | null = null;

  constructor(
    private readonly host: HTMLElement, url: string, readonly policy: Policy | null, readonly remote: RemoteProtocol | null,
    readonly transfers: Transfers, private readonly events: MachineEvents,
  ) {
    this.tunnel = new StreamTunnel(url);
    this.client = new Guacamole.Client(this.tunnel);
    this.terminal = remote === 'ssh' ? new Terminal(this.client) : null;
    this.microphone = new Microphone(this.client);
    const picture = this.client.getDisplay().getElement();
    this.frame.className = 'berth-machine';
    this.frame.append(picture);
    host.append(this.frame);
    this.input = policy?.readOnly ? null : new Input(this.client, picture, this.frame, this.mayPaste() ? text => this.clipboardPasteFrom(text) : null);
    this.watch = new ResizeObserver(() => this.resized());
    this.listen();
    void this.connect();
  }

  private mayPaste = () => this.policy?.clipboardIn !== false && !this.policy?.readOnly;
  private here = () => ({ width: this.host.clientWidth, height: this.host.clientHeight });

  private async connect() {
    const layout = await thisKeyboard();
    const density = window.devicePixelRatio || 1;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    this.client.connect(streamQuery({ size: wantedSize(this.here(), density), density, timezone: timeZone, layout, audio: Guacamole.AudioPlayer.getSupportedTypes(), policy: this.policy }));
    this.watch.observe(this.host);
  }

  private listen() {
    const { client } = this;
    // the browser shows the pointer itself, in the shape that the machine gives it
    client.getDisplay().showCursor(false);
    client.getDisplay().onresize = () => this.draw();
    client.onerror = status => { this.said ??= failureOfStatus(status.code, status.message); };
    this.tunnel.onclosed = (code, reason) => this.events.closed(code, this.said ?? failureOfClose(code, reason));
    this.tunnel.onnotcopied = why => this.transfers.refused('Copied text', 'copied', why);
    this.tunnel.onsilent = why => this.events.silent(why);
    client.onsync = () => this.synced();
    client.onname = name => this.events.named(name);
    client.onrequired = names => this.events.asks(names);
    client.onclipboard = (stream, mimetype) => {
      if (mimetype.startsWith('text/')) readText(stream, text => this.copied.forEach(listener => listener({ detail: { text } })));
    };
    client.onfile = (stream, mimetype, name) => this.transfers.download(stream, mimetype, name, mimetype === 'application/pdf');
    client.onmultitouch = (_layer, touches) => {
      if (touches > 0) this.input?.touchDirectly();
    };
    client.onfilesystem = (files, name) => {
      this.files.set({ files, name });
      files.onundefine = () => this.files.set(null);
    };
  }

  private synced() {
    if (this.painted) return;
    const { width, height } = this.picture();
    if (!width || !height) return;
    this.painted = true;
    this.events.asks(null);
    this.events.connected();
    // whoever joined a machine that runs was not asked for the size of its window
    this.askForSize();
    this.client.getDisplay().flush(() => this.events.painted());
    const wake = () => void Guacamole.AudioContextFactory.getAudioContext()?.resume();
    if (this.policy?.audio !== false) ['pointerdown', 'keydown'].forEach(type => window.addEventListener(type, wake, { once: true, capture: true }));
  }

  private picture() {
    const display = this.client.getDisplay();
    return { width: display.getWidth(), height: display.getHeight() };
  }

  private resized() {
    this.draw();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.askForSize(), RESIZE_MS);
  }

  private askForSize() {
    if (this.mode !== 'remote') return;
    const { width, height } = wantedSize(this.here(), window.devicePixelRatio || 1);
    const now = this.picture();
    if (this.painted && (now.width !== width || now.height !== height)) this.client.sendSize(width, height);
  }

  private draw() {
    const display = this.client.getDisplay();
    const scale = scaleFor(this.mode, this.here(), this.picture(), window.devicePixelRatio || 1);
    if (scale !== display.getScale()) display.scale(scale);
    this.frame.dataset.mode = this.mode;
  }

  scale(mode: Scaling) {
    this.mode = mode;
    this.draw();
    this.askForSize();
  }

  get canvas(): HTMLCanvasElement {
    return this.client.getDisplay().flatten();
  }

  focus() {
    this.input?.focus();
  }

  sendKey(keysym: number, _code: string | null, down?: boolean) {
    if (down !== false) this.client.sendKeyEvent(1, keysym);
    if (down !== true) this.client.sendKeyEvent(0, keysym);
  }

  clipboardPasteFrom(text: string) {
    if (!this.mayPaste()) return;
    const refused = (detail: string) => this.transfers.refused('Copied text', 'clipboard', detail);
    if (text.length > LONGEST_TEXT) return refused('It is too long to be copied into a machine.');
    const stream = this.client.createClipboardStream('text/plain');
    stream.onack = status => status.isError() && refused(shortStatus(status.code, status.message));
    sendText(stream, text);
  }

  addEventListener(_type: 'clipboard', listener: (event: { detail: { text: string } }) => void) {
    this.copied.push(listener);
  }

  /** Files that were dropped on the picture go where the machine puts files of its own accord. */
  drop(files: Iterable<File>) {
    for (const file of files) this.transfers.upload(file, () => this.client.createFileStream(file.type || 'application/octet-stream', file.name));
  }

  /** What the machine asked for; nothing of it is kept. */
  answer(values: Record<string, string>) {
    for (const [name, value] of Object.entries(values)) sendText(this.client.createArgumentValueStream('text/plain', name), value);
    this.events.asks(null);
  }

  giveUp() {
    this.tunnel.giveUp();
  }

  close() {
    this.watch.disconnect();
    window.clearTimeout(this.timer);
    this.microphone.stop();
    this.transfers.lost();
    this.input?.close();
    // without a farewell: the machine is kept for a while, for a browser that comes back
    this.tunnel.onclosed = null;
    this.tunnel.disconnect();
    this.frame.remove();
  }
}
