import { Button } from '@patternfly/react-core';
import CloseIcon from '@patternfly/react-icons/dist/esm/icons/times-icon';
import { bytes } from '../../lib/format';
import { useStore } from '../../store';
import type { Transfer, Transfers } from './transfers';

const WORDS: Record<Transfer['kind'], Record<Transfer['state'], string>> = {
  upload: { running: 'Uploading', done: 'Uploaded', failed: 'Not uploaded', cancelled: 'Cancelled' },
  download: { running: 'Downloading', done: 'Saved on this device', failed: 'Not downloaded', cancelled: 'Cancelled' },
  clipboard: { running: 'Sending', done: 'Sent', failed: 'Not sent to the machine', cancelled: 'Cancelled' },
  copied: { running: 'Copying', done: 'Copied', failed: 'Not copied from the machine', cancelled: 'Cancelled' },
  print: { running: 'Printing', done: 'Printed: ready to be saved', failed: 'Not printed', cancelled: 'Cancelled' },
};

function amount({ done, size }: Transfer): string {
  return size === null ? bytes(done) : `${bytes(done)} of ${bytes(size)}`;
}

export function TransferList({ transfers }: { transfers: Transfers }) {
  const all = useStore(transfers.all);
  if (!all.length) return null;
  return <ul className="berth-transfers" aria-label="Transfers">{all.map(transfer => <Line key={transfer.id} transfer={transfer} transfers={transfers} />)}</ul>;
}

function Line({ transfer, transfers }: { transfer: Transfer; transfers: Transfers }) {
  const { id, name, kind, state, size, done, detail, document } = transfer;
  const running = state === 'running';
  return (
    <li data-state={state} data-testid="transfer">
      <div>
        <strong>{name}</strong>
        <span className="berth-subtle" role="status">{WORDS[kind][state]}{running && (done > 0 || size !== null) ? `: ${amount(transfer)}` : ''}</span>
        {detail && <span className="berth-subtle">{detail}</span>}
        {running && <progress aria-label={name} max={size ?? undefined} value={size === null ? undefined : done} />}
      </div>
      {document && <Button size="sm" variant="secondary" onClick={() => transfers.saveDocument(transfer)} data-testid="save-print">Save PDF</Button>}
      {running
        ? <Button size="sm" variant="link" onClick={() => transfers.cancel(id)} aria-label={`Cancel ${name}`}>Cancel</Button>
        : <Button size="sm" variant="plain" icon={<CloseIcon />} onClick={() => transfers.dismiss(id)} aria-label={`Remove ${name} from the list`} />}
    </li>
  );
}
