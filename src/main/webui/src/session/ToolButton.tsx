import { Button } from '@patternfly/react-core';
import type { ReactElement } from 'react';

interface Props { label: string; icon: ReactElement; onClick: () => void; testId?: string; danger?: boolean }

/** The label shows as a tip drawn by the style sheet, which never gets between the pointer and a neighbour. */
export function ToolButton({ label, icon, onClick, testId, danger }: Props) {
  return (
    <Button variant="plain" icon={icon} aria-label={label} data-tip={label} onClick={onClick} data-testid={testId} className={danger ? 'berth-danger' : undefined} />
  );
}
