import { Button } from '@patternfly/react-core';
import { Panel } from './Panel';

export function OriginPanel({ origin, onRetry }: { origin: string; onRetry: () => void }) {
  return (
    <Panel alert title="The address of the desktop can not be reached" actions={<>
      <Button onClick={onRetry}>Try again</Button>
      <Button variant="secondary" component="a" href={origin} target="_blank" rel="noreferrer">Open {origin}</Button>
    </>}>
      <p>
        Desktops are served at <strong>{origin}</strong>. The desktop runs, but your browser gets no answer there.
        Either a firewall is in between, or your browser does not trust the certificate of that address.
      </p>
      <p>Open the address in a new tab: if a certificate warning appears, your administrator has to install a trusted one. Then come back and try again.</p>
    </Panel>
  );
}
