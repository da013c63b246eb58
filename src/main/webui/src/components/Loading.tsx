import { Bullseye, Spinner } from '@patternfly/react-core';

export function Loading({ what = 'Loading' }: { what?: string }) {
  return <Bullseye className="berth-loading"><Spinner aria-label={what} /></Bullseye>;
}
