import { useCallback, useEffect, useState } from 'react';
import type { Denials } from './allowed';
import type { Viewer } from './viewer';

export type SharedClipboard = ReturnType<typeof useClipboard>;
export type ClipboardMode = 'automatic' | 'ask' | 'manual';

const readPermission = async () => {
  try {
    return await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
  } catch {
    // Firefox and Safari know no such permission: there the text box is the way.
    return null;
  }
};

/** Keeps the clipboards of this device and of the desktop alike where the browser permits it. */
export function useClipboard(viewer: Viewer | null, denied: Pick<Denials, 'clipboardIn'>) {
  const [mode, setMode] = useState<ClipboardMode>('manual');
  const [text, setText] = useState('');

  useEffect(() => {
    let permission: PermissionStatus | null = null;
    const update = () => setMode(permission?.state === 'granted' ? 'automatic' : permission?.state === 'prompt' ? 'ask' : 'manual');
    void readPermission().then(found => {
      permission = found;
      update();
      found?.addEventListener('change', update);
    });
    return () => permission?.removeEventListener('change', update);
  }, []);

  const pull = useCallback(async () => {
    if (!viewer || !document.hasFocus()) return;
    try {
      const local = await navigator.clipboard.readText();
      if (!local) return;
      setText(local);
      viewer.clipboardPasteFrom(local);
    } catch {
      // Denied or not focused; the text box still works.
    }
  }, [viewer]);

  // Something new can only have been copied elsewhere while the window was not in front.
  useEffect(() => {
    if (!viewer || denied.clipboardIn || mode !== 'automatic') return;
    void pull();
    window.addEventListener('focus', pull);
    return () => window.removeEventListener('focus', pull);
  }, [viewer, mode, pull, denied.clipboardIn]);

  useEffect(() => {
    if (!viewer) return;
    viewer.addEventListener('clipboard', event => {
      setText(event.detail.text);
      void navigator.clipboard?.writeText(event.detail.text).catch(() => undefined);
    });
  }, [viewer]);

  const send = () => viewer?.clipboardPasteFrom(text);
  return { mode, text, setText, send, allow: pull };
}
