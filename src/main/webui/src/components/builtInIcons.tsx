import type { ReactNode } from 'react';

/** Drawn on a 24 unit grid with the colour of the text around. */
export const BUILT_IN_ICONS: Record<string, { label: string; drawing: ReactNode }> = {
  desktop: { label: 'Desktop', drawing: <><rect x="3" y="4" width="18" height="12" rx="2" /><path d="M12 16v4M8 20h8" /></> },
  browser: { label: 'Browser', drawing: <><rect x="3" y="4" width="18" height="16" rx="2" /><path d="M3 9h18M6.5 6.5h.01M9.5 6.5h.01" /><path d="M7 14q2.5-2 5 0t5 0" /></> },
  terminal: { label: 'Terminal', drawing: <><rect x="3" y="4" width="18" height="16" rx="2" /><path d="m7 9 3 3-3 3M12.5 15.5H17" /></> },
  code: { label: 'Code', drawing: <path d="m8 7-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14" /> },
  office: { label: 'Office', drawing: <><path d="M6 3h8l5 5v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z" /><path d="M14 3v5h5M8 13h8M8 17h5" /></> },
  chart: { label: 'Chart', drawing: <><path d="M4 4v16h16" /><path d="m7 15 4-5 3 3 5-7" /></> },
  image: { label: 'Image', drawing: <><rect x="3" y="4" width="18" height="16" rx="2" /><circle cx="8.5" cy="9.5" r="1.5" /><path d="m4 18 5-5 3 3 4-5 4 5" /></> },
  server: { label: 'Server', drawing: <><rect x="4" y="4" width="16" height="7" rx="2" /><rect x="4" y="13" width="16" height="7" rx="2" /><path d="M8 7.5h.01M8 16.5h.01M12 7.5h4M12 16.5h4" /></> },
};

export const isUploaded = (icon: string) => icon.startsWith('data:image/');
