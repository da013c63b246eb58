import type { ReactNode } from 'react';

interface Props { title: string; icon?: ReactNode; children?: ReactNode; actions?: ReactNode; veil?: boolean; alert?: boolean }

/** The calm card in the middle of the stage. */
export function Panel({ title, icon, children, actions, veil, alert }: Props) {
  return (
    <div className={veil ? 'berth-overlay berth-veil' : 'berth-overlay'}>
      <div className="berth-panel" role={alert ? 'alert' : 'status'}>
        <div className="berth-panel-head">{icon}<h1>{title}</h1></div>
        {children}
        {actions && <div className="berth-panel-actions">{actions}</div>}
      </div>
    </div>
  );
}
