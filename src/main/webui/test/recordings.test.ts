import { describe, expect, it } from 'vitest';
import { activity, afterIdle, frameAt } from '../src/recordings/activity';
import { clock, lasts, nextSpeed, type Recording } from '../src/recordings/model';
import { instructions, Scanner } from '../src/recordings/scan';

const TEXT = '4.size,1.0,4.1024,3.768;4.sync,4.1000;5.mouse,2.10,2.20,1.0,4.1040;4.sync,4.1500;5.cfill,2.14,1.0,1.0,1.0,1.0,3.255;4.sync,4.9000;';
const scan = (text: string, step = text.length) => {
  const scanner = new Scanner();
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += step) scanner.push(bytes.subarray(i, i + step));
  return scanner.frames;
};

describe('the scanner', () => {
  it('finds frames, their times and their ends', () => {
    const frames = scan(TEXT);
    expect(frames.times).toEqual([0, 40, 500, 8000]);
    expect(frames.whole).toEqual([true, false, true, true]);
    expect(frames.ends.at(-1)).toBe(TEXT.length);
    expect(frames.weights.map(weight => weight > 0)).toEqual([true, true, false, true]);
  });
  it('does not mind how the bytes are cut up', () => {
    for (const step of [1, 2, 7]) expect(scan(TEXT, step)).toEqual(scan(TEXT));
  });
  it('counts characters, and places bytes', () => {
    const text = '4.name,5.Büro€;4.sync,1.1;';
    expect(scan(text).ends).toEqual([new TextEncoder().encode(text).length]);
  });
  it('waits for the rest of a frame that is cut off, and leaves it out', () => {
    expect(scan(TEXT.slice(0, -3)).times).toEqual([0, 40, 500]);
  });
  it('refuses what is no recording', () => {
    expect(() => scan('<!doctype html>')).toThrow('not a recording');
    expect(() => scan('4.sync,4.1000!')).toThrow('not a recording');
  });
  it('never lets time go back', () => {
    expect(scan('4.sync,4.5000;4.sync,4.4000;').times).toEqual([0, 0]);
  });
  it('gives instructions back as they were', () => {
    expect([...instructions('4.size,1.0,2.10;4.sync,1.1;')]).toEqual([['size', '0', '10'], ['sync', '1']]);
  });
});

describe('what happened when', () => {
  const frames = { times: [0, 1000, 9000, 10_000], ends: [1, 2, 3, 4], weights: [9000, 100, 0, 5000], whole: [true, true, true, true] };
  it('is the frame that is drawn by then', () => {
    expect([-1, 0, 999, 1000, 20_000].map(at => frameAt(frames.times, at))).toEqual([-1, 0, 0, 1, 3]);
  });
  it('is a bar for each slice, the largest as high as it goes', () => {
    const bars = activity(frames, 10_000, 10);
    expect(bars).toHaveLength(10);
    expect(bars[9]).toBe(1);
    expect(bars[1]).toBeGreaterThan(0.4);
    expect(bars[5]).toBe(0);
  });
  it('is nothing for a while: then there is a place to go on', () => {
    expect(afterIdle(frames, 1000)).toBe(9500);
    expect(afterIdle(frames, 9400)).toBeNull();
    expect(afterIdle(frames, 10_000)).toBeNull();
  });
});

describe('words of recordings', () => {
  it('tell times as players do', () => {
    expect([7_000, 754_000, 3_723_000].map(clock)).toEqual(['0:07', '12:34', '1:02:03']);
  });
  it('know the speeds', () => {
    expect([nextSpeed(1, 1), nextSpeed(8, 1), nextSpeed(0.5, -1)]).toEqual([2, 8, 0.5]);
  });
  it('let one that is being made last until now', () => {
    const made = { startedAt: '2026-01-01T00:00:00Z', endedAt: null } as Recording;
    expect(lasts(made, Date.parse('2026-01-01T00:01:00Z'))).toBe(60_000);
  });
});
