import type { Scaling } from './scaling';

/** What draws a desktop in this page, whatever it speaks. */
export interface Viewer {
  /** The picture as it is now. */
  readonly canvas: HTMLCanvasElement;
  focus(options?: FocusOptions): void;
  sendKey(keysym: number, code: string | null, down?: boolean): void;
  clipboardPasteFrom(text: string): void;
  addEventListener(type: 'clipboard', listener: (event: { detail: { text: string } }) => void): void;
  scale(mode: Scaling): void;
}
