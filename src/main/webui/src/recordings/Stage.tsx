import { useEffect, useRef } from 'react';
import type { Playback } from './playback';

/** The picture, as large as there is room. */
export function Stage({ playback, width, height, onClick }: { playback: Playback; width: number; height: number; onClick: () => void }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = playback.screen.display.getElement();
    frame.current!.append(element);
    return () => element.remove();
  }, [playback]);
  useEffect(() => {
    const fit = () => {
      const box = frame.current?.getBoundingClientRect();
      if (box && width > 0 && height > 0) playback.screen.display.scale(Math.min(box.width / width, box.height / height));
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, [playback, width, height]);
  return <div ref={frame} className="berth-player-stage" onClick={onClick} data-testid="player-stage" />;
}
