import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useState, type ReactElement } from 'react';
import { ToolButton } from './ToolButton';

export interface ToolMenuItem { label: string; description?: string; selected?: boolean; onSelect: () => void }

export function ToolMenu({ label, icon, items, denied }: { label: string; icon: ReactElement; items: ToolMenuItem[]; denied?: string | null }) {
  const [open, setOpen] = useState(false);
  if (denied) return <ToolButton label={label} icon={icon} denied={denied} onClick={() => undefined} />;
  return (
    <Dropdown isOpen={open} onOpenChange={setOpen} onSelect={() => setOpen(false)} className="berth-sheet" popperProps={{ appendTo: () => document.body, maxWidth: '24rem' }}
      toggle={ref => <MenuToggle ref={ref} variant="plain" icon={icon} aria-label={label} data-tip={label} isExpanded={open} onClick={() => setOpen(!open)} />}>
      <DropdownList>
        {items.map(item => (
          <DropdownItem key={item.label} description={item.description} isSelected={item.selected} onClick={item.onSelect}>{item.label}</DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
