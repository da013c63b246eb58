import RFB from '@novnc/novnc';
import type { Scaling } from './scaling';
import type { Viewer } from './viewer';

/**
 * noVNC that says when the first picture has been drawn. Its own "connect" event comes before any pixel,
 * and updates that only carry a cursor or a size are no picture either.
 */
export class FramedRfb extends RFB implements Viewer {
  onFirstFrame: (() => void) | null = null;
  private sawPixels = false;

  get canvas(): HTMLCanvasElement {
    return this._canvas;
  }

  scale(mode: Scaling) {
    // With "remote" the picture is also scaled, for servers that can not change their resolution.
    this.scaleViewport = mode !== 'original';
    this.resizeSession = mode === 'remote';
  }

  protected override _handleRect(): boolean {
    const encoding = this._FBU.encoding;
    const done = super._handleRect();
    // Encodings of pixels are not negative; those of cursors, sizes and the like are.
    if (done && encoding !== null && encoding >= 0) this.sawPixels = true;
    return done;
  }

  protected override _framebufferUpdate(): boolean {
    const done = super._framebufferUpdate();
    if (done && this.sawPixels && this.onFirstFrame) {
      const report = this.onFirstFrame;
      this.onFirstFrame = null;
      // Pictures inside the update are decoded on the side; the queue tells when they are drawn.
      if (this._display.pending()) void this._display.flush().then(report);
      else report();
    }
    return done;
  }
}
