import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import EllipsisIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useState } from 'react';

export interface RowAction { title: string; onClick: () => void; isDanger?: boolean }

/** The actions of one row; those that destroy something stand apart. */
export function RowMenu({ name, actions }: { name: string; actions: RowAction[] }) {
  const [open, setOpen] = useState(false);
  const item = (action: RowAction) => <DropdownItem key={action.title} isDanger={action.isDanger} onClick={action.onClick}>{action.title}</DropdownItem>;
  const dangerous = actions.filter(action => action.isDanger);
  return (
    <Dropdown isOpen={open} onOpenChange={setOpen} onSelect={() => setOpen(false)} popperProps={{ position: 'right', appendTo: () => document.body }}
      toggle={ref => <MenuToggle ref={ref} variant="plain" icon={<EllipsisIcon />} isExpanded={open} onClick={() => setOpen(!open)} aria-label={`Actions for ${name}`} />}>
      <DropdownList>
        {actions.filter(action => !action.isDanger).map(item)}
        {dangerous.length > 0 && <Divider component="li" key="divider" />}
        {dangerous.map(item)}
      </DropdownList>
    </Dropdown>
  );
}
