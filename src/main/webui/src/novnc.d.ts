declare module '@novnc/novnc' {
  export interface RFBOptions { shared?: boolean; wsProtocols?: string[] }
  interface RFBEvents {
    connect: CustomEvent<object>;
    disconnect: CustomEvent<{ clean: boolean }>;
    clipboard: CustomEvent<{ text: string }>;
    securityfailure: CustomEvent<{ status: number; reason?: string }>;
    credentialsrequired: CustomEvent<{ types: string[] }>;
  }
  export default class RFB {
    constructor(target: HTMLElement, urlOrChannel: string | WebSocket, options?: RFBOptions);
    scaleViewport: boolean;
    resizeSession: boolean;
    viewOnly: boolean;
    focusOnClick: boolean;
    background: string;
    qualityLevel: number;
    compressionLevel: number;
    disconnect(): void;
    sendKey(keysym: number, code: string | null, down?: boolean): void;
    focus(options?: FocusOptions): void;
    blur(): void;
    clipboardPasteFrom(text: string): void;
    addEventListener<K extends keyof RFBEvents>(type: K, listener: (event: RFBEvents[K]) => void): void;
    // Inner parts of the pinned version that tell when a frame with picture data is complete.
    protected _canvas: HTMLCanvasElement;
    protected _FBU: { encoding: number | null };
    protected _display: { pending(): boolean; flush(): Promise<void> };
    protected _handleRect(): boolean;
    protected _framebufferUpdate(): boolean;
  }
}
