import { decode, encode, type Element } from '../../src/session/remote/instructions';

/** The server end of one stream: hears whole instructions and says what a test wants. */
export class FakeServer {
  static last: FakeServer;
  readonly heard: string[][] = [];
  private readonly answers = new Map<string, (parameters: string[]) => void>();

  constructor(readonly url: string, readonly protocol: string, private readonly socket: FakeSocket) {
    FakeServer.last = this;
  }

  on(opcode: string, answer: (parameters: string[]) => void): this {
    this.answers.set(opcode, answer);
    return this;
  }

  hears(message: string) {
    decode(message, (opcode, parameters) => {
      this.heard.push([opcode, ...parameters]);
      this.answers.get(opcode)?.(parameters);
    });
  }

  of = (opcode: string) => this.heard.filter(([name]) => name === opcode).map(([, ...parameters]) => parameters);

  says = (...elements: Element[]) => this.socket.onmessage?.({ data: encode(...elements) } as MessageEvent);
  saysRaw = (data: string) => this.socket.onmessage?.({ data } as MessageEvent);
  closes = (code: number, reason = '') => this.socket.end(code, reason);
}

/** Takes the place of the browser's own. */
export class FakeSocket {
  static readonly OPEN = 1;
  readyState = 1;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  private readonly server: FakeServer;

  constructor(url: string, protocol: string) {
    this.server = new FakeServer(url, protocol, this);
  }

  send(message: string) {
    this.server.hears(message);
  }

  close() {
    this.end(1005, '');
  }

  end(code: number, reason: string) {
    if (this.readyState !== 1) return;
    this.readyState = 3;
    this.onclose?.({ code, reason } as CloseEvent);
  }
}

/** As much of a page as the library needs to believe that it draws. */
export function fakeDocument() {
  const element = (): unknown => new Proxy({ style: {} as Record<string, string>, width: 0, height: 0 } as Record<string, unknown>, {
    get: (target, name: string) => (name in target ? target[name] : name === 'getContext' ? element : () => undefined),
    set: (target, name: string, value) => {
      target[name] = value;
      return true;
    },
  });
  return { createElement: element, hasFocus: () => false };
}
