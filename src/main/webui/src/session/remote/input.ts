import Guacamole, { type Client, type InputSink, type MouseTarget } from 'guacamole-common-js';
import { store } from '../../store';

/** How a finger moves the pointer. */
export type TouchMode = 'touchscreen' | 'touchpad';
export const touchMode = store<TouchMode>(localStorage.getItem('berth.touch') === 'touchpad' ? 'touchpad' : 'touchscreen');
touchMode.subscribe(() => localStorage.setItem('berth.touch', touchMode.get()));

let sink: InputSink | null = null;
/** One for the page: it listens to the document for ever. */
const theSink = () => (sink ??= new Guacamole.InputSink());

const PASTE_MS = 60;
const isPaste = (keysym: number) => keysym === 0x56 || keysym === 0x76;

/**
 * Keys, mouse and touch of this page, for a machine. A field that nobody sees takes the keys, because only a field
 * gets dead keys and what input methods compose.
 */
export class Input {
  private readonly field: HTMLTextAreaElement;
  private readonly keyboard: InstanceType<typeof Guacamole.Keyboard>;
  private pasted: (() => void) | null = null;
  private direct = false;

  /** @param paste what the person pastes in the browser, before the machine sees the keys; null when it may not have it */
  constructor(private readonly client: Client, private readonly element: HTMLElement, host: HTMLElement, private readonly paste: ((text: string) => void) | null) {
    this.field = theSink().getElement();
    this.field.setAttribute('aria-label', 'Keyboard of the machine');
    this.field.dataset.testid = 'machine-keyboard';
    this.field.spellcheck = false;
    this.field.autocapitalize = 'off';
    host.append(this.field);
    // a keyboard of its own for each connection, but one field: what it listens to goes with this
    const proxy = document.createElement('span');
    this.field.before(proxy);
    proxy.append(this.field);
    this.keyboard = new Guacamole.Keyboard(proxy);
    this.keyboard.onkeydown = keysym => this.down(keysym);
    this.keyboard.onkeyup = keysym => this.client.sendKeyEvent(0, keysym);
    proxy.addEventListener('focusout', () => this.keyboard.reset());
    proxy.addEventListener('paste', event => this.onPaste(event));
    this.listenToPointers();
  }

  /** A key that pastes waits until the browser has told what. */
  private down(keysym: number): boolean {
    const { ctrl, meta } = this.keyboard.modifiers;
    if (!this.paste || !isPaste(keysym) || !(ctrl || meta)) {
      this.client.sendKeyEvent(1, keysym);
      return false;
    }
    const timer = window.setTimeout(() => this.pasted?.(), PASTE_MS);
    this.pasted = () => {
      window.clearTimeout(timer);
      this.pasted = null;
      this.client.sendKeyEvent(1, keysym);
      this.client.sendKeyEvent(0, keysym);
    };
    return true;
  }

  private onPaste(event: ClipboardEvent) {
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain');
    if (text) this.paste?.(text);
    this.pasted?.();
  }

  private listenToPointers() {
    const mouse = new Guacamole.Mouse(this.element);
    const display = this.client.getDisplay();
    display.oncursor = (canvas, x, y) => void mouse.setCursor(canvas, x, y);
    this.follow(mouse, () => true, false);
    const sources = { touchscreen: new Guacamole.Mouse.Touchscreen(this.element), touchpad: new Guacamole.Mouse.Touchpad(this.element) };
    this.follow(sources.touchscreen, () => !this.direct && touchMode.get() === 'touchscreen', true);
    this.follow(sources.touchpad, () => !this.direct && touchMode.get() === 'touchpad', true);
    this.element.addEventListener('mousedown', event => {
      event.preventDefault();
      this.focus();
    });
  }

  /** The machine takes fingers as they are, so they no longer stand for a mouse. */
  touchDirectly() {
    if (this.direct) return;
    this.direct = true;
    new Guacamole.Touch(this.element).onEach(['touchstart', 'touchmove', 'touchend'], event => {
      event.preventDefault();
      this.client.sendTouchState(event.state, true);
    });
  }

  private follow(source: MouseTarget, active: () => boolean, drawn: boolean) {
    source.onEach(['mousedown', 'mousemove', 'mouseup'], ({ state }) => {
      if (!active()) return;
      // there is no pointer under a finger, so the machine's own is shown
      this.client.getDisplay().showCursor(drawn);
      this.client.sendMouseState(state, true);
    });
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  close() {
    this.keyboard.onkeydown = null;
    this.keyboard.onkeyup = null;
    this.field.parentElement?.remove();
  }
}
