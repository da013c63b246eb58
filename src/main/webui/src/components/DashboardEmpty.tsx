import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import CubesIcon from '@patternfly/react-icons/dist/esm/icons/cubes-icon';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { navigate } from '../router';
import type { Me } from '../types';

export function DashboardEmpty({ user, filtered, onClear }: { user: Me; filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState headingLevel="h2" icon={SearchIcon} titleText="No workspace matches">
        <EmptyStateBody>Try another word or another category.</EmptyStateBody>
        <EmptyStateFooter><EmptyStateActions><Button variant="link" onClick={onClear}>Show all</Button></EmptyStateActions></EmptyStateFooter>
      </EmptyState>
    );
  }
  if (user.role === 'administrator') {
    return (
      <EmptyState headingLevel="h2" icon={CubesIcon} titleText="No workspaces yet">
        <EmptyStateBody>A workspace describes a desktop that people can launch: its image, its size, its settings. Create the first one, and enable it.</EmptyStateBody>
        <EmptyStateFooter><EmptyStateActions><Button onClick={() => navigate('/admin/workspaces/new')}>Create a workspace</Button></EmptyStateActions></EmptyStateFooter>
      </EmptyState>
    );
  }
  return (
    <EmptyState headingLevel="h2" icon={CubesIcon} titleText="Nothing to launch yet">
      <EmptyStateBody>No workspace is offered to you at the moment. Ask your administrator to enable one; it appears here by itself.</EmptyStateBody>
    </EmptyState>
  );
}
