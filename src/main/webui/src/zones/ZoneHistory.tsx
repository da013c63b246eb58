import { Title } from '@patternfly/react-core';
import { ago } from '../lib/format';
import { useNow } from '../hooks/useNow';
import { ChangeList } from './ChangeList';
import type { ZoneVersion } from './types';

const DONE = { created: 'made it', changed: 'changed it', deleted: 'deleted it' } as const;

/** Who changed what, the newest first. */
export function ZoneHistory({ versions }: { versions: ZoneVersion[] }) {
  const now = useNow();
  return (
    <section className="berth-section berth-narrow" aria-label="History" data-testid="zone-history">
      <Title headingLevel="h2" size="lg" className="berth-gap-small">History</Title>
      <ol className="berth-history">
        {versions.map(({ version, at, actor, action, changes }) => (
          <li key={version}>
            <p><strong>Version {version}</strong> <span className="berth-subtle">{actor} {DONE[action]} <time dateTime={at} title={new Date(at).toLocaleString()}>{ago(at, now)}</time></span></p>
            {changes.length > 0 ? <ChangeList changes={changes} /> : <p className="berth-subtle">{action === 'created' ? 'Everything as by default.' : 'No setting changed.'}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
