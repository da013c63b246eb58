import { Nav, NavGroup, NavItem } from '@patternfly/react-core';
import type { MouseEvent } from 'react';
import { followLink, usePath } from '../router';

const ITEMS = [
  ['workspaces', 'Workspaces'], ['servers', 'Servers'], ['server-pools', 'Server pools'], ['users', 'Users'], ['sessions', 'Sessions'], ['recordings', 'Recordings'],
  ['nodes', 'Nodes'], ['zones', 'Zones'], ['map', 'Map'], ['images', 'Images'], ['system', 'System'], ['audit', 'Audit'],
] as const;

export function AdminNav() {
  const path = usePath();
  // PatternFly types the click of its link as a form event.
  const item = (to: string, label: string, testId: string, active: boolean) => (
    <NavItem key={to} to={to} isActive={active} data-testid={testId} onClick={event => followLink(event as unknown as MouseEvent<HTMLElement>, to)}>{label}</NavItem>
  );
  return (
    <Nav aria-label="Main">
      <NavGroup title="Work">{item('/', 'My desktops', 'nav-home', path === '/')}</NavGroup>
      <NavGroup title="Administration">
        {ITEMS.map(([key, label]) => item(`/admin/${key}`, label, `nav-${key}`, path.startsWith(`/admin/${key}`)))}
      </NavGroup>
    </Nav>
  );
}
