import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useTitle } from '../hooks/useTitle';
import { navigate } from '../router';

export function NotFoundPage() {
  useTitle('Not found');
  return (
    <EmptyState headingLevel="h1" icon={SearchIcon} titleText="There is nothing at this address">
      <EmptyStateBody>The page does not exist, or it is one that only administrators may open.</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions><Button onClick={() => navigate('/')}>Go to my desktops</Button></EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
