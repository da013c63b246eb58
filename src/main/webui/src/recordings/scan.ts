/** Where the pictures of a recording begin and end, and when they were drawn. */
export interface Frames {
  /** Milliseconds since the first picture, never falling. */
  times: number[];
  /** Offset of the byte that follows. */
  ends: number[];
  /** How much happened in it; 0 for a frame in which nothing did. */
  weights: number[];
  /** True at the end of a whole picture, not only of a step of the pointer. */
  whole: boolean[];
}

const ZERO = 48;
const NINE = 57;
const DOT = 46;
const COMMA = 44;
const SEMICOLON = 59;
const LONGEST_NAME = 16;
/** What pointer and keys weigh against bytes of picture. */
const HAND = 64;

/** Finds the frames of a recording as its bytes come in, however they are cut up. */
export class Scanner {
  readonly frames: Frames = { times: [], ends: [], weights: [], whole: [] };
  private offset = 0;
  private length = 0;
  private left = -1;
  private begun = 0;
  private element = '';
  private elements: string[] = [];
  private drawn = 0;
  private first: number | null = null;

  /** @throws Error when this is no recording, or a damaged one */
  push(bytes: Uint8Array) {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (this.left < 0) {
        if (byte >= ZERO && byte <= NINE) this.length = this.length * 10 + byte - ZERO;
        else if (byte === DOT) {
          this.left = this.length;
          this.length = 0;
        } else throw new Error('This is not a recording, or it is damaged.');
      } else if (this.left > 0) {
        // Lengths count characters, not bytes.
        if ((byte & 0xc0) !== 0x80) this.left--;
        if (this.element.length < LONGEST_NAME) this.element += String.fromCharCode(byte);
      } else if ((byte & 0xc0) !== 0x80) {
        this.elements.push(this.element);
        this.element = '';
        this.left = -1;
        if (byte === SEMICOLON) this.instruction(this.offset + i + 1);
        else if (byte !== COMMA) throw new Error('This is not a recording, or it is damaged.');
      }
    }
    this.offset += bytes.length;
  }

  private instruction(end: number) {
    const [opcode, ...args] = this.elements;
    this.elements = [];
    const time = opcode === 'sync' ? args[0] : opcode === 'mouse' ? args[3] : opcode === 'key' ? args[2] : undefined;
    if (opcode !== 'sync') this.drawn += opcode === 'mouse' || opcode === 'key' ? HAND : end - this.begun;
    this.begun = end;
    if (time === undefined || !/^\d+$/.test(time)) return;
    this.first ??= Number(time);
    const { times, ends, weights, whole } = this.frames;
    times.push(Math.max(times.at(-1) ?? 0, Number(time) - this.first));
    ends.push(end);
    weights.push(this.drawn);
    whole.push(opcode === 'sync');
    this.drawn = 0;
  }
}

/** The instructions of a text that has whole ones only, opcode first. */
export function* instructions(text: string): Generator<string[]> {
  let at = 0;
  let elements: string[] = [];
  while (at < text.length) {
    const dot = text.indexOf('.', at);
    const end = dot + 1 + Number(text.slice(at, dot));
    elements.push(text.slice(dot + 1, end));
    if (text[end] === ';') {
      yield elements;
      elements = [];
    }
    at = end + 1;
  }
}
