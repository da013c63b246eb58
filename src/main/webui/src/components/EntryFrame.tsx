import type { ReactNode } from 'react';
import { Mark } from './Mark';
import { ThemeMenu } from './ThemeMenu';

/** The quiet frame around what comes before the console: login and first password. */
export function EntryFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="berth-entry">
      <div className="berth-entry-theme"><ThemeMenu /></div>
      <main className="berth-entry-card">
        <div className="berth-entry-head"><Mark size={44} /><h1>{title}</h1></div>
        {children}
      </main>
      <svg className="berth-entry-sea" viewBox="0 0 1200 120" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 50q75-26 150 0t150 0 150 0 150 0 150 0 150 0 150 0 150 0V120H0z" opacity=".35" />
        <path d="M0 74q100-24 200 0t200 0 200 0 200 0 200 0 200 0V120H0z" opacity=".55" />
      </svg>
    </div>
  );
}
