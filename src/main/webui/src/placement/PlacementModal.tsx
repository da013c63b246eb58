import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { Loading } from '../components/Loading';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import type { Placement } from '../nodes/types';
import { PlacementView } from './PlacementView';

interface Props { title: string; dry: boolean; read: () => Promise<Placement>; onClose: () => void }

/** Why a session runs where it does, or where one would. */
export function PlacementModal({ title, dry, read, onClose }: Props) {
  const [placement, setPlacement] = useState<Placement>();
  const { busy, problem, run } = useAction();
  const look = () => run(async () => setPlacement(await read()));
  // What is read belongs to this dialog; another one is another dialog.
  useEffect(() => void look(), []);
  const unrecorded = problem?.status === 404;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="placement-title">
      <ModalHeader title={title} labelId="placement-title" />
      <ModalBody tabIndex={0}>
        {unrecorded ? <Alert variant="info" isInline title="Nothing was recorded about this placement">It is kept for a while only.</Alert> : <ProblemAlert problem={problem} />}
        {!placement && !problem && <Loading what="Loading the placement" />}
        {placement && <PlacementView placement={placement} dry={dry} />}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
        {dry && <Button variant="secondary" onClick={look} isLoading={busy} isDisabled={busy}>Ask again</Button>}
      </ModalFooter>
    </Modal>
  );
}
