import type { ReactNode } from 'react';
import { ConfirmModal } from '../components/ConfirmModal';

interface Props { name: string; confirm: string; uses: string[]; children: ReactNode; onConfirm: () => Promise<unknown>; onClose: () => void }

/** Says what would miss the thing before it is deleted. */
export function DeleteModal({ name, confirm, uses, children, onConfirm, onClose }: Props) {
  return (
    <ConfirmModal title={`Delete ${name}?`} confirm={confirm} testId="delete-confirm" onConfirm={onConfirm} onClose={onClose}>
      {uses.length > 0 && <ul className="berth-uses">{uses.map(use => <li key={use}>{use}</li>)}</ul>}
      <p>{uses.length === 0 && 'Nothing uses it. '}{children}</p>
    </ConfirmModal>
  );
}
