import {
  Button, Masthead, MastheadBrand, MastheadContent, MastheadLogo, MastheadMain, MastheadToggle, Page, PageSection,
  PageSidebar, PageSidebarBody, PageToggleButton, SkipToContent, Toolbar, ToolbarContent, ToolbarGroup, ToolbarItem,
} from '@patternfly/react-core';
import SignOutIcon from '@patternfly/react-icons/dist/esm/icons/sign-out-alt-icon';
import UserIcon from '@patternfly/react-icons/dist/esm/icons/user-icon';
import type { ReactNode } from 'react';
import { api, login } from '../api';
import { followLink, navigate } from '../router';
import type { Me } from '../types';
import { AdminNav } from './AdminNav';
import { Mark } from './Mark';
import { ThemeMenu } from './ThemeMenu';

const MAIN = 'main';

async function logOut() {
  await api.post('/logout').catch(() => undefined);
  navigate('/login', { replace: true });
  login.set(null);
}

export function Shell({ user, children }: { user: Me; children: ReactNode }) {
  const isAdministrator = user.role === 'administrator';
  const masthead = (
    <Masthead display={{ default: 'inline' }}>
      <MastheadMain>
        {isAdministrator && <MastheadToggle><PageToggleButton isHamburgerButton aria-label="Navigation" /></MastheadToggle>}
        <MastheadBrand>
          <MastheadLogo href="/" onClick={event => followLink(event, '/')} className="berth-brand" aria-label="Berth, my desktops">
            <Mark /> <span>Berth</span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            <ToolbarGroup align={{ default: 'alignEnd' }} gap={{ default: 'gapNone', md: 'gapSm' }}>
              <ToolbarItem><ThemeMenu /></ToolbarItem>
              <ToolbarItem>
                <Button variant="plain" component="a" href="/account" onClick={event => followLink(event, '/account')} icon={<UserIcon />} aria-label={`My account, ${user.name}`}>
                  <span className="berth-wide-only berth-user">{user.name}</span>
                </Button>
              </ToolbarItem>
              <ToolbarItem>
                <Button variant="plain" onClick={logOut} icon={<SignOutIcon />} aria-label="Log out" data-testid="logout">
                  <span className="berth-wide-only">Log out</span>
                </Button>
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
  return (
    <Page
      masthead={masthead} isManagedSidebar={isAdministrator} mainContainerId={MAIN} mainTabIndex={0} isContentFilled
      skipToContent={<SkipToContent href={`#${MAIN}`}>Skip to content</SkipToContent>}
      sidebar={isAdministrator && <PageSidebar><PageSidebarBody><AdminNav /></PageSidebarBody></PageSidebar>}
    >
      <PageSection isFilled isWidthLimited className="berth-page">{children}</PageSection>
    </Page>
  );
}
