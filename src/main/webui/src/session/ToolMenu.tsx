import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

export interface ToolMenuItem { label: string; description?: string; selected?: boolean; onSelect: () => void }

export function ToolMenu({ label, icon, items }: { label: string; icon: ReactNode; items: ToolMenuItem[] }) {
  const [open, setOpen] = useState(false);
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
