import { Button } from '@patternfly/react-core';
import type { ReactElement } from 'react';

interface Props {
  label: string;
  icon: ReactElement;
  onClick: () => void;
  testId?: string;
  danger?: boolean;
  /** Why it can not be used here. It stays where it is and says so. */
  denied?: string | null;
  pressed?: boolean;
}

/** The label shows as a tip drawn by the style sheet, which never gets between the pointer and a neighbour. */
export function ToolButton({ label, icon, onClick, testId, danger, denied, pressed }: Props) {
  const tip = denied ? `${label}: ${denied}` : label;
  return (
    <Button variant="plain" icon={icon} aria-label={tip} data-tip={tip} onClick={onClick} data-testid={testId} isAriaDisabled={Boolean(denied)} aria-pressed={pressed} className={danger ? 'berth-danger' : undefined} />
  );
}
