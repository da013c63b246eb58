import { useEffect } from 'react';

const MODIFIERS = ['Control', 'Alt', 'Shift'];

/**
 * Ctrl+Alt+Shift, pressed and released with no other key between. Nothing is kept from the remote desktop:
 * it sees the three modifiers come and go, and the toolbar opens after the last one is up again.
 */
export function useToolbarShortcut(toggle: () => void) {
  useEffect(() => {
    const down = new Set<string>();
    let armed = false;
    const onDown = (event: KeyboardEvent) => {
      if (!MODIFIERS.includes(event.key) && event.key !== 'Meta') {
        armed = false;
        return;
      }
      // With Shift held, some systems call Alt "Meta".
      down.add(event.key === 'Meta' ? 'Alt' : event.key);
      if (MODIFIERS.every(key => down.has(key))) armed = true;
    };
    const onUp = (event: KeyboardEvent) => {
      down.delete(event.key === 'Meta' ? 'Alt' : event.key);
      if (!armed || event.ctrlKey || event.altKey || event.shiftKey) return;
      armed = false;
      down.clear();
      toggle();
    };
    const reset = () => {
      down.clear();
      armed = false;
    };
    window.addEventListener('keydown', onDown, true);
    window.addEventListener('keyup', onUp, true);
    window.addEventListener('blur', reset);
    return () => {
      window.removeEventListener('keydown', onDown, true);
      window.removeEventListener('keyup', onUp, true);
      window.removeEventListener('blur', reset);
    };
  }, [toggle]);
}
