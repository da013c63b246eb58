import { api, loadLogin } from '../api';
import { backoff } from '../lib/backoff';
import { isLive } from '../lib/wording';
import { store } from '../store';
import type { Protocol, Session } from '../types';
import { ghostOf } from './ghost';
import { OriginUnreachable, token } from './grant';
import type { FramedRfb } from './framedRfb';
import { loadViewer } from './preload';
import { applyScaling, scalingMode } from './scaling';

export type Phase = 'connecting' | 'connected' | 'reconnecting' | 'closed';

export interface StreamStatus {
  phase: Phase;
  /** A picture has been drawn since the page was opened. */
  painted: boolean;
  /** When the next attempt starts by itself, as a time of this device. */
  retryAt: number | null;
  blockedOrigin: string | null;
  frameUrl: string | null;
  rfb: FramedRfb | null;
}

const START: StreamStatus = { phase: 'connecting', painted: false, retryAt: null, blockedOrigin: null, frameUrl: null, rfb: null };
const CONNECT_TIMEOUT_MS = 20_000;

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
  private attempt = 0;
  private closed = false;
  private readonly unfollow: () => void;

  constructor(private readonly sessionId: string, private readonly host: HTMLElement) {
    delete document.documentElement.dataset.firstFrame;
    window.addEventListener('online', this.retryNow);
    this.unfollow = scalingMode.subscribe(() => {
      const { rfb } = this.status.get();
      if (rfb) applyScaling(rfb);
    });
    void this.open();
  }

  private update(change: Partial<StreamStatus>) {
    if (!this.closed) this.status.set({ ...this.status.get(), ...change });
  }

  private async open() {
    try {
      // The viewer loads while the grant is on its way.
      const [connection] = await Promise.all([token(this.sessionId), loadViewer()]);
      if (this.closed) return;
      if (connection.protocol === 'vnc') await this.openVnc(connection.url);
      else this.update({ frameUrl: connection.url, retryAt: null, blockedOrigin: null });
    } catch (failure) {
      const blockedOrigin = failure instanceof OriginUnreachable ? failure.origin : null;
      this.update({ blockedOrigin });
      if (!blockedOrigin) this.retryLater();
    }
  }

  private async openVnc(url: string) {
    const { FramedRfb: Viewer } = await loadViewer();
    const socket = new WebSocket(url, ['binary']);
    this.socket = socket;
    // This listener is registered before those of noVNC, so the last picture can still be kept.
    socket.addEventListener('close', event => this.onClose(socket, event.code));
    const rfb = new Viewer(this.host, socket, { shared: true });
    rfb.background = 'transparent';
    rfb.focusOnClick = true;
    rfb.viewOnly = false;
    rfb.qualityLevel = 8;
    applyScaling(rfb);
    rfb.onFirstFrame = () => this.onFirstFrame();
    rfb.addEventListener('connect', () => {
      window.clearTimeout(this.timer);
      this.attempt = 0;
      this.update({ phase: 'connected', retryAt: null });
      rfb.focus({ preventScroll: true });
    });
    rfb.addEventListener('securityfailure', () => socket.close());
    rfb.addEventListener('credentialsrequired', () => socket.close());
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => socket.close(), CONNECT_TIMEOUT_MS);
    this.update({ rfb, retryAt: null, blockedOrigin: null });
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
    window.clearTimeout(this.timer);
    const rfb = this.status.get().rfb;
    if (rfb && this.status.get().painted) this.keepLastPicture(rfb.canvas);
    this.socket = null;
    this.update({ rfb: null });
    const meaning = closeMeaning(code);
    if (meaning === 'retry') this.retryLater(this.status.get().phase === 'connected');
    else void this.ask(meaning);
  }

  private keepLastPicture(canvas: HTMLCanvasElement) {
    if (this.host.querySelector('[data-ghost]')) return;
    const ghost = ghostOf(canvas);
    if (ghost) this.host.append(ghost);
  }

  private async ask(meaning: 'ask-session' | 'ask-login') {
    this.update({ phase: 'reconnecting' });
    try {
      if (meaning === 'ask-login') await loadLogin();
      const session = await api.get<Session>(`/sessions/${this.sessionId}`);
      if (isLive(session)) this.retryLater();
    } catch {
      this.retryLater();
    }
  }

  private retryLater(soon = false) {
    if (this.closed) return;
    // what ran until now most likely goes on through another node at once; only then it takes patience
    const delay = this.attempt === 0 && soon ? Math.round(150 * Math.random()) : backoff(this.attempt);
    this.attempt++;
    this.update({ phase: this.status.get().painted ? 'reconnecting' : 'connecting', retryAt: Date.now() + delay });
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.retryNow(), delay);
  }

  readonly retryNow = () => {
    const { retryAt, blockedOrigin } = this.status.get();
    if (this.closed || (retryAt === null && !blockedOrigin)) return;
    window.clearTimeout(this.timer);
    this.update({ retryAt: null, blockedOrigin: null });
    void this.open();
  };

  /** A web session shows its page anew, with a fresh grant. */
  reloadFrame() {
    this.update({ frameUrl: null });
    void this.open();
  }

  close() {
    this.update({ phase: 'closed', retryAt: null, rfb: null, frameUrl: null });
    this.closed = true;
    window.clearTimeout(this.timer);
    window.removeEventListener('online', this.retryNow);
    this.unfollow();
    this.socket?.close();
    this.host.replaceChildren();
  }
}

/** Web pages go into a frame; only VNC is drawn by this page. */
export const isFramed = (protocol: Protocol) => protocol !== 'vnc';
