import { api, loadLogin } from '../api';
import { backoff } from '../lib/backoff';
import { isLive } from '../lib/wording';
import { Problem } from '../problem';
import { store } from '../store';
import type { Connection, Protocol, Session } from '../types';
import { ghostOf } from './ghost';
import { OriginUnreachable, token } from './grant';
import { orAsBefore, PassKeeper } from './pass';
import { triesAgain, type Failure } from './patience';
import { loadMachine, loadViewer } from './preload';
import type { Machine } from './remote/machine';
import type { Transfers } from './remote/transfers';
import { scalingMode } from './scaling';
import type { Viewer } from './viewer';

export type Phase = 'connecting' | 'connected' | 'reconnecting' | 'failed' | 'closed';

export interface StreamStatus {
  phase: Phase;
  /** A picture has been drawn since the page was opened. */
  painted: boolean;
  /** When the next attempt starts by itself, as a time of this device. */
  retryAt: number | null;
  blockedOrigin: string | null;
  frameUrl: string | null;
  viewer: Viewer | null;
  /** The viewer, when it shows an existing machine. */
  machine: Machine | null;
  transfers: Transfers | null;
  /** What the machine asks for before it lets anybody in. */
  asked: string[] | null;
  /** What the machine calls itself. */
  name: string | null;
  /** A machine that shows its picture and does not answer. */
  silent: string | null;
  /** Why there is no connection, where more is known than that it broke. */
  failure: Failure | null;
}

export const START: StreamStatus = {
  phase: 'connecting', painted: false, retryAt: null, blockedOrigin: null, frameUrl: null, viewer: null, machine: null, transfers: null, asked: null, silent: null, name: null, failure: null,
};
const CONNECT_TIMEOUT_MS = 20_000;
/** A machine can take its time, and says by itself when it is too long. */
const MACHINE_TIMEOUT_MS = 60_000;
/** Only who has stayed for a while starts counting attempts anew: some machines let in and throw out at once. */
const SETTLED_MS = 10_000;
const FEW_MS = 4_000;

/** What to do about a closed stream: go on by itself, or find out first what became of the session or the login. */
export function closeMeaning(code: number): 'retry' | 'ask-session' | 'ask-login' {
  if (code === 4401) return 'ask-login';
  return code === 1000 || code === 4404 || code === 4409 || code === 4410 ? 'ask-session' : 'retry';
}

/** Keeps one live session connected to the page until it is closed. */
export class StreamLink {
  readonly status = store(START);
  private socket: WebSocket | null = null;
  private timer: number | undefined;
  private settling: number | undefined;
  private attempt = 0;
  private closed = false;
  private readonly passes = new PassKeeper();
  private before: Connection | null = null;
  private readonly unfollow: () => void;

  constructor(private readonly session: Session, private readonly host: HTMLElement) {
    delete document.documentElement.dataset.firstFrame;
    window.addEventListener('online', this.retrySoon);
    this.unfollow = scalingMode.subscribe(() => this.status.get().viewer?.scale(scalingMode.get()));
    void this.open();
  }

  private update(change: Partial<StreamStatus>) {
    if (!this.closed) this.status.set({ ...this.status.get(), ...change });
  }

  private async open() {
    try {
      // The viewer loads while the grant is on its way.
      const [connection] = await Promise.all([orAsBefore(token(this.session.id), this.before), this.session.protocol === 'guacamole' ? loadMachine() : loadViewer()]);
      if (this.closed) return;
      if (connection !== this.before) this.passes.keep(connection);
      this.before = connection;
      if (connection.protocol === 'vnc') await this.openVnc(connection.url);
      else if (connection.protocol === 'guacamole') await this.openMachine(connection.url);
      else this.update({ frameUrl: connection.url, retryAt: null, blockedOrigin: null });
    } catch (failure) {
      const blockedOrigin = failure instanceof OriginUnreachable ? failure.origin : null;
      this.update({ blockedOrigin, ...this.refusal(failure) });
      if (!blockedOrigin) this.retryUnlessHopeless(false);
    }
  }

  /** A machine can be out of reach for reasons that only a person can mend, so they are told. */
  private refusal(thrown: unknown): { failure: Failure | null } {
    if (this.session.protocol !== 'guacamole' || !(thrown instanceof Problem) || thrown.network || thrown.status === 401) return { failure: null };
    const passing = thrown.status >= 500 || thrown.status === 429;
    return { failure: { title: thrown.title, text: thrown.detail, advice: passing ? 'It is tried again by itself.' : 'Ask your administrator.', patience: passing ? 'always' : 'never', said: `(${thrown.code})` } };
  }

  private async openVnc(url: string) {
    const { FramedRfb: Rfb } = await loadViewer();
    const socket = new WebSocket(url, ['binary']);
    this.socket = socket;
    // This listener is registered before those of noVNC, so the last picture can still be kept.
    socket.addEventListener('close', event => this.onClose(socket, event.code));
    const rfb = new Rfb(this.host, socket, { shared: true });
    rfb.background = 'transparent';
    rfb.focusOnClick = true;
    rfb.viewOnly = false;
    rfb.qualityLevel = 8;
    rfb.scale(scalingMode.get());
    rfb.onFirstFrame = () => this.onFirstFrame();
    rfb.addEventListener('connect', () => {
      this.attempt = 0;
      this.connected(rfb);
    });
    rfb.addEventListener('securityfailure', () => socket.close());
    rfb.addEventListener('credentialsrequired', () => socket.close());
    this.giveUpAfter(CONNECT_TIMEOUT_MS, () => socket.close());
    this.update({ viewer: rfb, retryAt: null, blockedOrigin: null });
  }

  private async openMachine(url: string) {
    const { Machine: Remote, newTransfers } = await loadMachine();
    if (this.closed) return;
    const { session } = this;
    const transfers = this.status.get().transfers ?? newTransfers();
    const machine = new Remote(this.host, url, session.policy ?? null, session.remote ?? null, transfers, {
      connected: () => {
        this.settling = window.setTimeout(() => { this.attempt = 0; }, SETTLED_MS);
        this.connected(machine);
      },
      painted: () => this.onFirstFrame(),
      silent: silent => this.update({ silent }),
      named: name => this.update({ name }),
      asks: asked => {
        // a person may take long over a password; what comes after it is counted anew
        window.clearTimeout(this.timer);
        if (!asked) this.giveUpAfter(MACHINE_TIMEOUT_MS, () => machine.giveUp());
        this.update({ asked });
      },
      closed: (code, failure) => this.onMachineClosed(machine, code, failure),
    });
    this.giveUpAfter(MACHINE_TIMEOUT_MS, () => machine.giveUp());
    this.update({ viewer: machine, machine, transfers, retryAt: null, blockedOrigin: null, asked: null });
  }

  private giveUpAfter(ms: number, giveUp: () => void) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(giveUp, ms);
  }

  private connected(viewer: Viewer) {
    window.clearTimeout(this.timer);
    this.update({ phase: 'connected', retryAt: null, failure: null, asked: null });
    viewer.focus({ preventScroll: true });
  }

  /** Also called when the page inside the frame of a web session has loaded. */
  onFirstFrame() {
    this.host.querySelector('[data-ghost]')?.remove();
    this.update({ phase: 'connected', painted: true });
    requestAnimationFrame(() => window.setTimeout(() => {
      document.documentElement.dataset.firstFrame ??= String(performance.timeOrigin + performance.now());
    }));
  }

  private onClose(socket: WebSocket, code: number) {
    if (this.closed || socket !== this.socket) return;
    this.letGo();
    this.socket = null;
    const meaning = closeMeaning(code);
    if (meaning === 'retry') this.retryLater(this.status.get().phase === 'connected');
    else void this.ask(meaning);
  }

  private onMachineClosed(machine: Machine, code: number, failure: Failure | null) {
    if (this.closed || machine !== this.status.get().machine) return;
    const soon = this.status.get().phase === 'connected' && failure?.patience !== 'few';
    this.letGo();
    machine.close();
    this.update({ failure });
    // whether there still is a session to come back to; its own end is told better elsewhere
    if (closeMeaning(code) !== 'retry') void this.ask(closeMeaning(code) === 'ask-login' ? 'ask-login' : 'ask-session');
    else this.retryUnlessHopeless(soon);
  }

  /** The last picture stays to be looked at. */
  private letGo() {
    window.clearTimeout(this.timer);
    window.clearTimeout(this.settling);
    const { viewer, painted } = this.status.get();
    if (viewer && painted) this.keepLastPicture(viewer.canvas);
    this.update({ viewer: null, machine: null, asked: null, silent: null });
  }

  private keepLastPicture(canvas: HTMLCanvasElement) {
    if (this.host.querySelector('[data-ghost]')) return;
    const ghost = ghostOf(canvas);
    if (ghost) this.host.append(ghost);
  }

  private async ask(meaning: 'ask-session' | 'ask-login') {
    if (!this.status.get().failure) this.update({ phase: 'reconnecting' });
    try {
      if (meaning === 'ask-login') await loadLogin();
      const session = await api.get<Session>(`/sessions/${this.session.id}`);
      if (isLive(session)) this.retryUnlessHopeless(false);
    } catch {
      this.retryLater();
    }
  }

  private retryUnlessHopeless(soon: boolean) {
    const { failure } = this.status.get();
    if (!failure || triesAgain(failure.patience, this.attempt)) this.retryLater(soon);
    else this.update({ phase: 'failed', retryAt: null });
  }

  private retryLater(soon = false) {
    if (this.closed) return;
    // what ran until now most likely goes on through another node at once; only then it takes patience
    const delay = this.attempt === 0 && soon ? Math.round(150 * Math.random()) : this.patient(backoff(this.attempt));
    this.attempt++;
    this.update({ phase: this.status.get().painted ? 'reconnecting' : 'connecting', retryAt: Date.now() + delay });
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.retryNow(), delay);
  }

  /** A machine that starts, or is busy, is not ready within a second; and each attempt is one more in its log. */
  private patient(delay: number) {
    return this.status.get().failure?.patience === 'few' ? Math.max(delay, FEW_MS * 2 ** this.attempt) : delay;
  }

  /** A person wants it, whatever failed before. */
  readonly retryNow = () => {
    const { retryAt, blockedOrigin, phase } = this.status.get();
    if (this.closed || (retryAt === null && !blockedOrigin && phase !== 'failed')) return;
    if (phase === 'failed') this.attempt = 0;
    window.clearTimeout(this.timer);
    this.update({ retryAt: null, blockedOrigin: null, phase: this.status.get().painted ? 'reconnecting' : 'connecting' });
    void this.open();
  };

  /** Something has changed for the better: what waits for its turn has it now. */
  readonly retrySoon = () => {
    if (this.status.get().phase !== 'failed') this.retryNow();
  };

  /** A web session shows its page anew, with a fresh grant. */
  reloadFrame() {
    this.update({ frameUrl: null });
    void this.open();
  }

  close() {
    this.status.get().machine?.close();
    this.update({ phase: 'closed', retryAt: null, viewer: null, machine: null, frameUrl: null });
    this.closed = true;
    this.passes.stop();
    window.clearTimeout(this.timer);
    window.clearTimeout(this.settling);
    window.removeEventListener('online', this.retrySoon);
    this.unfollow();
    this.socket?.close();
    this.host.replaceChildren();
  }
}

/** Web pages go into a frame; desktops are drawn by this page. */
export const isFramed = (protocol: Protocol) => protocol !== 'vnc' && protocol !== 'guacamole';
