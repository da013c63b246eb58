declare module 'guacamole-common-js' {
  class Status {
    constructor(code: number, message?: string);
    code: number;
    message?: string;
    isError(): boolean;
  }

  class Tunnel {
    // made by the constructor, so that who extends it has to make them too
    connect: (data?: string) => void;
    disconnect: () => void;
    sendMessage: (...elements: (string | number)[]) => void;
    isConnected(): boolean;
    setState(state: number): void;
    setUUID(uuid: string): void;
    state: number;
    uuid: string | null;
    onuuid: ((uuid: string) => void) | null;
    onerror: ((status: Status) => void) | null;
    onstatechange: ((state: number) => void) | null;
    oninstruction: ((opcode: string, parameters: string[]) => void) | null;
    static readonly INTERNAL_DATA_OPCODE: string;
    static readonly State: { CONNECTING: 0; OPEN: 1; CLOSED: 2; UNSTABLE: 3 };
  }

  class InputStream {
    readonly index: number;
    onblob: ((base64: string) => void) | null;
    onend: (() => void) | null;
    sendAck(message: string, code: number): void;
  }

  class OutputStream {
    readonly index: number;
    onack: ((status: Status) => void) | null;
    sendBlob(base64: string): void;
    sendEnd(): void;
  }

  /** A file system that the machine offers, as guacd names it. */
  class RemoteObject {
    readonly index: number;
    onundefine: (() => void) | null;
    requestInputStream(name: string, onBody?: (stream: InputStream, mimetype: string) => void): void;
    createOutputStream(mimetype: string, name: string): OutputStream;
  }

  class Display {
    onresize: ((width: number, height: number) => void) | null;
    oncursor: ((canvas: HTMLCanvasElement, x: number, y: number) => void) | null;
    getElement(): HTMLDivElement;
    getWidth(): number;
    getHeight(): number;
    getScale(): number;
    scale(scale: number): void;
    showCursor(shown: boolean): void;
    flatten(): HTMLCanvasElement;
    flush(callback?: () => void): void;
  }

  class Client {
    constructor(tunnel: Tunnel);
    connect(data?: string): void;
    disconnect(): void;
    getDisplay(): Display;
    sendSize(width: number, height: number): void;
    sendKeyEvent(pressed: 0 | 1, keysym: number): void;
    sendMouseState(state: MouseState, applyDisplayScale?: boolean): void;
    sendTouchState(state: TouchState, applyDisplayScale?: boolean): void;
    createFileStream(mimetype: string, name: string): OutputStream;
    createClipboardStream(mimetype: string): OutputStream;
    createAudioStream(mimetype: string): OutputStream;
    createArgumentValueStream(mimetype: string, name: string): OutputStream;
    onstatechange: ((state: number) => void) | null;
    onerror: ((status: Status) => void) | null;
    onname: ((name: string) => void) | null;
    onsync: ((timestamp: number, frames: number) => void) | null;
    onrequired: ((names: string[]) => void) | null;
    onargv: ((stream: InputStream, mimetype: string, name: string) => void) | null;
    onclipboard: ((stream: InputStream, mimetype: string) => void) | null;
    onfile: ((stream: InputStream, mimetype: string, name: string) => void) | null;
    onfilesystem: ((object: RemoteObject, name: string) => void) | null;
    onmultitouch: ((layer: unknown, touches: number) => void) | null;
  }

  class Keyboard {
    constructor(element: Element | Document);
    onkeydown: ((keysym: number) => boolean | void) | null;
    onkeyup: ((keysym: number) => void) | null;
    modifiers: { shift: boolean; ctrl: boolean; alt: boolean; meta: boolean; hyper: boolean };
    press(keysym: number): void;
    release(keysym: number): void;
    reset(): void;
  }

  class InputSink {
    focus(): void;
    getElement(): HTMLTextAreaElement;
  }

  interface MouseState { x: number; y: number; left: boolean; middle: boolean; right: boolean; up: boolean; down: boolean }
  interface MouseEvent { readonly type: string; readonly state: MouseState }
  class MouseTarget {
    constructor(element: Element);
    currentState: MouseState;
    onEach(types: string[], listener: (event: MouseEvent) => void): void;
    on(type: string, listener: (event: MouseEvent) => void): void;
    reset(): void;
  }
  class Mouse extends MouseTarget {
    setCursor(canvas: HTMLCanvasElement, x: number, y: number): boolean;
    static readonly Touchpad: typeof MouseTarget;
    static readonly Touchscreen: typeof MouseTarget;
  }

  interface TouchState { id: number; x: number; y: number; radiusX: number; radiusY: number; angle: number; force: number }
  class Touch {
    constructor(element: Element);
    onEach(types: string[], listener: (event: { preventDefault(): void; readonly state: TouchState }) => void): void;
  }

  interface AudioRecorder { onclose: (() => void) | null; onerror: (() => void) | null }

  /** Plays back what a connection proxy has recorded. */
  class SessionRecording {
    constructor(source: Blob | Tunnel);
    onload: (() => void) | null;
    onerror: ((message: string) => void) | null;
    onabort: (() => void) | null;
    onprogress: ((duration: number, parsedSize: number) => void) | null;
    onplay: (() => void) | null;
    onpause: (() => void) | null;
    onseek: ((position: number, current: number, total: number) => void) | null;
    connect(data?: string): void;
    disconnect(): void;
    abort(): void;
    getDisplay(): Display;
    isPlaying(): boolean;
    getPosition(): number;
    getDuration(): number;
    play(): void;
    pause(): void;
    seek(position: number, callback?: () => void): void;
    cancel(): void;
  }

  const Guacamole: {
    Status: typeof Status;
    Tunnel: typeof Tunnel;
    Client: typeof Client & { readonly State: { IDLE: 0; CONNECTING: 1; WAITING: 2; CONNECTED: 3; DISCONNECTING: 4; DISCONNECTED: 5 } };
    Keyboard: typeof Keyboard;
    InputSink: typeof InputSink;
    Mouse: typeof Mouse;
    Touch: typeof Touch;
    SessionRecording: typeof SessionRecording;
    AudioPlayer: { getSupportedTypes(): string[] };
    AudioContextFactory: { getAudioContext(): AudioContext | null };
    AudioRecorder: { getInstance(stream: OutputStream, mimetype: string): AudioRecorder | null; getSupportedTypes(): string[] };
  };
  export default Guacamole;
  export type {
    AudioRecorder, Client, Display, InputSink, InputStream, Keyboard, Mouse, MouseState, MouseTarget, OutputStream, RemoteObject, SessionRecording, Status, Touch, Tunnel,
  };
}
