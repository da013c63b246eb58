import { useEffect, useState } from 'react';

// Chromium can hand over keys such as Esc and Super while the page fills the screen.
const keyboard = (navigator as Navigator & { keyboard?: { lock?: () => Promise<void>; unlock?: () => void } }).keyboard;

/** Works on the whole document, so that dialogs and menus stay visible too. */
export function useFullscreen() {
  const [active, setActive] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const onChange = () => {
      setActive(document.fullscreenElement !== null);
      if (!document.fullscreenElement) keyboard?.unlock?.();
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => document.removeEventListener('fullscreenchange', onChange);
  }, []);
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen().then(() => keyboard?.lock?.()).catch(() => undefined);
  };
  return { active, toggle, supported: document.fullscreenEnabled };
}
