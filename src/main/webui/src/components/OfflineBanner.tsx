import { Banner, Spinner } from '@patternfly/react-core';
import { useEffect } from 'react';
import { api, reachable } from '../api';
import { useStore } from '../store';

/** Does not block: what was read before stays usable, and the page asks again by itself. */
export function OfflineBanner() {
  const up = useStore(reachable);
  useEffect(() => {
    if (up) return;
    const timer = window.setInterval(() => void api.get('/me').catch(() => undefined), 3000);
    return () => window.clearInterval(timer);
  }, [up]);
  return (
    <div role="status" className="berth-offline">
      {!up && <Banner color="yellow"><Spinner size="sm" aria-hidden="true" /> Berth does not answer; trying again</Banner>}
    </div>
  );
}
