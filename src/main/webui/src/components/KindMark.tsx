import type { ReactNode } from 'react';
import type { Kind } from '../types';

export const KINDS: Record<Kind, { name: string; help: string; told: string }> = {
  container: { name: 'Container', help: 'Everybody gets a fresh desktop or program from an image.', told: '' },
  server: { name: 'Server', help: 'An existing machine: Windows, Linux, macOS, over RDP, VNC or SSH.', told: 'An existing machine' },
  pool: { name: 'Server pool', help: 'One of several existing machines that are as good as each other.', told: 'One of several machines' },
  link: { name: 'Link', help: 'A page elsewhere, opened in a new tab.', told: 'Opens in a new tab' },
};

const DRAWINGS: Record<Kind, ReactNode> = {
  container: <path d="m12 3 8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9" />,
  server: <><rect x="3" y="4" width="18" height="12" rx="2" /><path d="M12 16v4M8 20h8M7 8h.01M10 8h4" /></>,
  pool: <><rect x="3" y="8" width="13" height="10" rx="2" /><path d="M8 21h8M7 5h12a2 2 0 0 1 2 2v8" /></>,
  link: <path d="M14 4h6v6M20 4l-9 9M18 14v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h4" />,
};

/** A small sign for what a workspace leads to; the words stand next to it. */
export function KindMark({ kind, children }: { kind: Kind; children: ReactNode }) {
  return (
    <span className="berth-mark">
      <svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">{DRAWINGS[kind]}</svg>
      {children}
    </span>
  );
}
