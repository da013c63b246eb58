import Guacamole, { type Client } from 'guacamole-common-js';
import { instructions } from './scan';

interface Stateful extends Client {
  exportState(callback: (state: object) => void): void;
  importState(state: object, callback: () => void): void;
}

/** Draws instructions that come from nowhere but here. */
export class Screen {
  private readonly tunnel = new Guacamole.Tunnel();
  private readonly client: Stateful;
  readonly display;

  constructor() {
    this.tunnel.connect = this.tunnel.disconnect = this.tunnel.sendMessage = () => undefined;
    this.client = new Guacamole.Client(this.tunnel) as Stateful;
    this.client.connect();
    this.display = this.client.getDisplay();
    this.display.showCursor(false);
  }

  draw(text: string): Promise<void> {
    for (const [opcode, ...args] of instructions(text)) {
      // the library spends a tick of the screen on each; here they are drawn together
      if (opcode !== 'sync') this.tunnel.oninstruction?.(opcode!, args);
    }
    return new Promise(resolve => this.display.flush(resolve));
  }

  /** What is shown now, to come back to. As a blob, which the browser may keep on its disk. */
  picture(): Promise<Blob> {
    return new Promise(resolve => this.client.exportState(state => resolve(new Blob([JSON.stringify(state)]))));
  }

  async restore(picture: Blob): Promise<void> {
    const state = JSON.parse(await picture.text()) as object;
    await new Promise<void>(resolve => this.client.importState(state, resolve));
  }

  close() {
    this.client.disconnect();
  }
}
