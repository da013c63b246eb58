import Guacamole from 'guacamole-common-js';
import { decode, encode, type Element } from './instructions';

const { State, INTERNAL_DATA_OPCODE: INTERNAL } = Guacamole.Tunnel;
const PING_MS = 4_000;
const SILENCE_MS = 15_000;

/**
 * The WebSocket of a session. That of the library hides with which code a stream was closed, and counts the length of
 * what lies beyond the basic plane of Unicode (emoji in a file's name) in a way that guacd takes for a broken stream.
 */
export class StreamTunnel extends Guacamole.Tunnel {
  /** Told once; 4008 when nothing was heard for a while. */
  onclosed: ((code: number, reason: string) => void) | null = null;
  /** A text of the machine was kept back. */
  onnotcopied: ((why: string) => void) | null = null;
  /** What to say of a machine that does not answer; null when it does again. */
  onsilent: ((why: string | null) => void) | null = null;
  private silent = '';
  private socket: WebSocket | null = null;
  private ping: ReturnType<typeof setInterval> | undefined;
  private heard = 0;
  /** The whole sentence, where the frame that closes has no room for it. */
  private said = '';

  constructor(private readonly url: string) {
    super();
  }

  override connect = (data?: string) => {
    this.setState(State.CONNECTING);
    const socket = new WebSocket(data ? `${this.url}?${data}` : this.url, 'guacamole');
    this.socket = socket;
    this.heard = Date.now();
    socket.onmessage = event => this.receive(event.data as string);
    socket.onclose = event => this.closed(event.code, event.reason);
    this.ping = setInterval(() => this.beat(), PING_MS);
  };

  override sendMessage = (...elements: Element[]) => {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(encode(...elements));
  };

  override disconnect = () => this.close(1000, '');

  /** Nobody waits for it any longer. */
  giveUp = () => this.close(4504, 'It took too long until there was a picture.');

  private beat() {
    if (Date.now() - this.heard > SILENCE_MS) this.close(4008, '');
    else this.sendMessage(INTERNAL, 'ping', Date.now());
  }

  private receive(message: string) {
    this.heard = Date.now();
    try {
      decode(message, (opcode, parameters) => this.take(opcode, parameters));
    } catch (failure) {
      console.error('What the server sent is no Guacamole protocol', failure);
      this.close(4500, 'This page did not understand what the server sent.');
    }
  }

  private take(opcode: string, parameters: string[]) {
    if (this.state === State.CLOSED) return;
    if (this.state === State.CONNECTING) this.setState(State.OPEN);
    if (opcode !== INTERNAL) {
      // whatever it shows, it is not frozen
      if (this.silent && opcode !== 'sync' && opcode !== 'nop') this.hears('');
      this.handle(opcode, parameters);
    }
    else if (parameters.length === 1 && this.uuid === null) this.setUUID(parameters[0] ?? '');
    else if (parameters[0] === 'reason') this.said = parameters[1] ?? '';
    else if (parameters[0] === 'silent') this.hears(parameters[1] ?? '');
    else if (parameters[0] === 'not-copied') this.onnotcopied?.(parameters[1] ?? '');
  }

  private hears(silent: string) {
    this.silent = silent;
    this.onsilent?.(silent || null);
  }

  /** One instruction that the library cannot carry out does not end the others. */
  private handle(opcode: string, parameters: string[]) {
    try {
      this.oninstruction?.(opcode, parameters);
    } catch (failure) {
      console.error(`The instruction "${opcode}" failed`, failure);
    }
  }

  private close(code: number, reason: string) {
    this.closed(code, reason);
    this.socket?.close();
  }

  private closed(code: number, reason: string) {
    clearInterval(this.ping);
    if (this.state === State.CLOSED) return;
    this.setState(State.CLOSED);
    const cut = reason.endsWith('…') && this.said.startsWith(reason.slice(0, -1));
    this.onclosed?.(code, cut ? this.said : reason);
  }
}
