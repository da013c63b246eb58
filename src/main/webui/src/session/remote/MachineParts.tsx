import { useEffect, type RefObject } from 'react';
import { useStore } from '../../store';
import type { Session } from '../../types';
import { denials } from '../allowed';
import type { StreamStatus } from '../streamLink';
import { CredentialsForm } from './CredentialsForm';
import { FilesPanel } from './FilesPanel';
import type { Machine } from './machine';
import { TransferList } from './TransferList';
import type { Transfers } from './transfers';
import { useDrop } from './useDrop';

interface Props { session: Session; status: StreamStatus; host: RefObject<HTMLElement | null>; filesOpen: boolean; onFilesClose: () => void; onEnd: () => void }

/** What stands around the picture of an existing machine. */
export default function MachineParts({ session, status, host, filesOpen, onFilesClose, onEnd }: Props) {
  const { machine, transfers, asked } = status;
  if (!machine || !transfers) return null;
  if (asked) return <CredentialsForm key={asked.join()} names={asked} session={session} painted={status.painted} onAnswer={values => machine.answer(values)} onEnd={onEnd} />;
  return <Beside machine={machine} transfers={transfers} session={session} host={host} filesOpen={filesOpen} onFilesClose={onFilesClose} />;
}

function Beside({ machine, transfers, session, host, filesOpen, onFilesClose }: { machine: Machine; transfers: Transfers } & Pick<Props, 'session' | 'host' | 'filesOpen' | 'onFilesClose'>) {
  const browsed = useStore(machine.files);
  const denied = denials(session.policy);
  const refusal = denied.upload ?? (browsed ? null : 'This machine offers no file transfer.');
  const over = useDrop(host, files => (refusal ? files.forEach(({ name }) => transfers.refused(name, 'upload', refusal)) : machine.drop(files)));
  const close = () => {
    onFilesClose();
    machine.focus();
  };
  return (
    <>
      {over && <div className="berth-drop" role="status"><p>{refusal ?? 'Drop to send to the machine'}</p></div>}
      {filesOpen && browsed ? <FilesPanel browsed={browsed} transfers={transfers} denied={denied} onClose={close} /> : <Toasts transfers={transfers} />}
    </>
  );
}

const SHOWN_MS = 8_000;

/** Without the panel, transfers show themselves in a corner; what went well goes away by itself. */
function Toasts({ transfers }: { transfers: Transfers }) {
  const all = useStore(transfers.all);
  const passing = all.filter(({ state, document }) => state === 'done' && !document).map(({ id }) => id).join();
  useEffect(() => {
    if (!passing) return;
    const timer = window.setTimeout(() => {
      passing.split(',').forEach(id => transfers.dismiss(Number(id)));
    }, SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [passing, transfers]);
  return all.length ? <div className="berth-toasts" data-testid="transfer-toasts"><TransferList transfers={transfers} /></div> : null;
}
