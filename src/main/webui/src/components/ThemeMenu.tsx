import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import AdjustIcon from '@patternfly/react-icons/dist/esm/icons/adjust-icon';
import DesktopIcon from '@patternfly/react-icons/dist/esm/icons/desktop-icon';
import MoonIcon from '@patternfly/react-icons/dist/esm/icons/moon-icon';
import SunIcon from '@patternfly/react-icons/dist/esm/icons/sun-icon';
import { useState } from 'react';
import { useStore } from '../store';
import { theme, type Theme } from '../theme';

const CHOICES: { value: Theme; label: string; icon: typeof SunIcon }[] = [
  { value: 'system', label: 'Like this device', icon: DesktopIcon },
  { value: 'light', label: 'Light', icon: SunIcon },
  { value: 'dark', label: 'Dark', icon: MoonIcon },
];

export function ThemeMenu() {
  const [open, setOpen] = useState(false);
  const current = useStore(theme);
  return (
    <Dropdown
      isOpen={open} onOpenChange={setOpen} onSelect={() => setOpen(false)} popperProps={{ position: 'right' }}
      toggle={ref => (
        <MenuToggle ref={ref} variant="plain" isExpanded={open} onClick={() => setOpen(!open)} aria-label="Colours" icon={<AdjustIcon />} />
      )}
    >
      <DropdownList>
        {CHOICES.map(({ value, label, icon: Icon }) => (
          <DropdownItem key={value} icon={<Icon />} isSelected={current === value} onClick={() => theme.set(value)}>{label}</DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
