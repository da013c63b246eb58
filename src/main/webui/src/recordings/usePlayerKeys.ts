import { useEffect } from 'react';
import { nextSpeed } from './model';
import type { Playback } from './playback';

const STEP_MS = 5_000;
const LEAP_MS = 30_000;

/** Space plays and pauses, arrows move and change the speed, F fills the screen. */
export function usePlayerKeys(playback: Playback | null, onFull: () => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (!playback || event.ctrlKey || event.metaKey || event.altKey || target.closest('input, [role=dialog], [role=menu]')) return;
      // a button takes the space for itself
      if (event.key === ' ' && target.closest('button, a')) return;
      const { position, speed } = playback.state.get();
      const step = event.shiftKey ? LEAP_MS : STEP_MS;
      const acts: Record<string, () => void> = {
        ' ': () => playback.toggle(),
        ArrowLeft: () => playback.seek(position - step),
        ArrowRight: () => playback.seek(position + step),
        ArrowUp: () => playback.set({ speed: nextSpeed(speed, 1) }),
        ArrowDown: () => playback.set({ speed: nextSpeed(speed, -1) }),
        f: onFull,
      };
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [playback, onFull]);
}
