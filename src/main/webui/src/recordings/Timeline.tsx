import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { activity } from './activity';
import { clock } from './model';
import type { Frames } from './scan';

const HEIGHT = 56;
const SLICE = 3;

interface Props { frames: Frames; count: number; position: number; duration: number; onSeek: (position: number) => void }

/** What happened when: a bar for each slice of time, the part that was played in colour. */
export function Timeline({ frames, count, position, duration, onSeek }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(600);
  const [hover, setHover] = useState<number | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(60, Math.floor(entry!.contentRect.width))));
    observer.observe(canvas.current!.parentElement!);
    return () => observer.disconnect();
  }, []);
  // while it loads, frames are added in place
  const coarse = Math.floor(count / 50);
  const bars = useMemo(() => activity(frames, duration, Math.floor(width / SLICE)), [frames, coarse, duration, width]);
  const at = duration > 0 ? position / duration : 0;

  useEffect(() => {
    const element = canvas.current!;
    const ratio = window.devicePixelRatio || 1;
    element.width = width * ratio;
    element.height = HEIGHT * ratio;
    const draw = element.getContext('2d')!;
    const style = getComputedStyle(element);
    draw.scale(ratio, ratio);
    bars.forEach((bar, i) => {
      const height = bar === 0 ? 2 : Math.max(4, bar * (HEIGHT - 10));
      draw.fillStyle = style.getPropertyValue(i / bars.length <= at ? '--berth-played' : '--berth-unplayed');
      draw.fillRect(i * SLICE, HEIGHT - height, SLICE - 1, height);
    });
    draw.fillStyle = style.getPropertyValue('--berth-head');
    draw.fillRect(Math.min(width - 2, at * width), 0, 2, HEIGHT);
  });

  const under = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * duration;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { Home: 0, End: duration, PageUp: position + 60_000, PageDown: position - 60_000 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onSeek(to);
  };
  return (
    <div className="berth-timeline" role="slider" tabIndex={0} aria-label="Position" aria-valuemin={0} aria-valuemax={Math.round(duration / 1000)} aria-valuenow={Math.round(position / 1000)}
      aria-valuetext={`${clock(position)} of ${clock(duration)}`} data-testid="timeline" onKeyDown={onKeyDown}
      onPointerDown={event => { event.currentTarget.setPointerCapture(event.pointerId); onSeek(under(event)); }}
      onPointerMove={event => { setHover(under(event)); if (event.buttons === 1) onSeek(under(event)); }}
      onPointerLeave={() => setHover(null)}>
      <canvas ref={canvas} style={{ height: HEIGHT }} />
      {hover !== null && <span className="berth-timeline-tip" style={{ left: `${(hover / (duration || 1)) * 100}%` }}>{clock(hover)}</span>}
    </div>
  );
}
