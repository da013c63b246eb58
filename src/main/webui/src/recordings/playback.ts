import { asProblem, type Problem } from '../problem';
import { store } from '../store';
import { afterIdle, frameAt } from './activity';
import { load } from './load';
import { Scanner } from './scan';
import { Screen } from './screen';

/** Enough to draw between two breaths of the browser. */
const BATCH_BYTES = 512 * 1024;
const BATCH_FRAMES = 400;
/** Between two pictures that are remembered, so that seeking back is quick. */
const KEEP_BYTES = 512 * 1024;
const KEEP_MS = 10_000;
/** The browser keeps blobs on its disk; many small ones would cost more than they hold. */
const PIECE_BYTES = 1 << 20;

export interface PlayerState {
  playing: boolean; seeking: boolean; position: number; duration: number; speed: number; skipIdle: boolean;
  loaded: number; total: number; ready: boolean; width: number; height: number; problem: Problem | null;
}

/** Plays one recording while it loads. Knows nothing of the page around it. */
export class Playback {
  readonly state = store<PlayerState>({
    playing: false, seeking: false, position: 0, duration: 0, speed: 1, skipIdle: true, loaded: 0, total: 0, ready: false, width: 0, height: 0, problem: null,
  });
  readonly screen = new Screen();
  private readonly scanner = new Scanner();
  private readonly stop = new AbortController();
  private readonly kept: { frame: number; picture: Blob }[] = [];
  private blob = new Blob();
  private pieces: Uint8Array<ArrayBuffer>[] = [];
  private pending = 0;
  private shown = -1;
  private drawing = false;
  private settling = false;
  private ticked = 0;
  private wanted: number | null = null;

  constructor(url: string) {
    this.screen.display.onresize = (width, height) => this.change({ width, height });
    load(url, { signal: this.stop.signal, onBytes: (bytes, loaded, total) => this.take(bytes, loaded, total) })
      .catch((thrown: unknown) => this.change({ problem: asProblem(thrown) }))
      .finally(() => this.pack());
    this.tick(0);
  }

  get frames() {
    return this.scanner.frames;
  }

  private change(change: Partial<PlayerState>) {
    this.state.set({ ...this.state.get(), ...change });
  }

  private take(bytes: Uint8Array<ArrayBuffer>, loaded: number, total: number) {
    this.pieces.push(bytes);
    this.pending += bytes.length;
    if (this.pending >= PIECE_BYTES || loaded >= total) this.pack();
    this.scanner.push(bytes);
    const first = !this.state.get().ready && this.frames.times.length > 0;
    this.change({ loaded, total, duration: this.frames.times.at(-1) ?? 0 });
    if (first) {
      this.change({ ready: true, playing: true });
      this.seek(0);
    }
  }

  private pack() {
    if (this.pieces.length > 0) this.blob = new Blob([this.blob, ...this.pieces]);
    this.pieces = [];
    this.pending = 0;
  }

  private tick(now: number) {
    if (this.stop.signal.aborted) return;
    const { playing, position, speed, skipIdle, duration } = this.state.get();
    if (this.wanted !== null) void this.settle();
    // what drawing takes is not lost: the next step is the longer
    const passed = Math.min(1000, now - this.ticked);
    if (this.wanted !== null || !playing) this.ticked = now;
    else if (!this.drawing) {
      this.ticked = now;
      const idle = skipIdle ? afterIdle(this.frames, position) : null;
      const next = Math.min(duration, idle ?? position + passed * speed);
      const isLoaded = this.state.get().loaded >= this.state.get().total;
      this.change({ position: next, playing: next < duration || !isLoaded });
      void this.drawTo(frameAt(this.frames.times, next));
    }
    requestAnimationFrame(time => this.tick(time));
  }

  play() {
    const { position, duration } = this.state.get();
    this.change({ playing: true });
    if (position >= duration) this.seek(0);
  }

  pause() {
    this.change({ playing: false });
  }

  toggle() {
    if (this.state.get().playing) this.pause();
    else this.play();
  }

  set(change: Partial<Pick<PlayerState, 'speed' | 'skipIdle'>>) {
    this.change(change);
  }

  seek(position: number) {
    const target = Math.max(0, Math.min(this.state.get().duration, position));
    this.wanted = target;
    this.change({ position: target, seeking: true });
    void this.settle();
  }

  /** Until what is shown is what was asked for last. */
  private async settle() {
    if (this.drawing || this.settling) return;
    this.settling = true;
    while (this.wanted !== null && !this.stop.signal.aborted) {
      const target = this.wanted;
      await this.drawTo(Math.max(0, frameAt(this.frames.times, target)));
      if (this.wanted === target) this.wanted = null;
    }
    this.settling = false;
    this.change({ seeking: false });
  }

  private async drawTo(target: number) {
    if (this.drawing) return;
    this.drawing = true;
    try {
      const goal = this.wanted;
      if (target < this.shown || this.keptBefore(target) > this.shown) await this.goBack(target);
      while (this.shown < target && this.wanted === goal && !this.stop.signal.aborted) await this.drawSome(target);
    } catch (thrown) {
      this.change({ problem: asProblem(thrown), playing: false });
      this.wanted = null;
    } finally {
      this.drawing = false;
    }
  }

  private keptBefore(target: number): number {
    return this.kept.findLast(one => one.frame <= target)?.frame ?? -1;
  }

  private async goBack(target: number) {
    const from = this.kept.findLast(one => one.frame <= target);
    if (from) await this.screen.restore(from.picture);
    this.shown = from?.frame ?? -1;
  }

  private async drawSome(target: number) {
    const { ends } = this.frames;
    const start = this.shown < 0 ? 0 : ends[this.shown]!;
    let last = this.shown + 1;
    while (last < target && last - this.shown < BATCH_FRAMES && ends[last]! - start < BATCH_BYTES) last++;
    if (ends[last]! > this.blob.size) this.pack();
    await this.screen.draw(await this.blob.slice(start, ends[last]).text());
    this.shown = last;
    await this.keep(last);
  }

  private async keep(frame: number) {
    const { ends, times, whole } = this.frames;
    const before = this.kept.at(-1)?.frame ?? -1;
    const due = before < 0 || ends[frame]! - ends[before]! >= KEEP_BYTES && times[frame]! - times[before]! >= KEEP_MS;
    if (whole[frame] && frame > before && due) this.kept.push({ frame, picture: await this.screen.picture() });
  }

  close() {
    this.stop.abort();
    this.screen.close();
  }
}
