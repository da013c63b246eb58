import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useAction } from '../hooks/useAction';
import { ProblemAlert } from './ProblemAlert';

interface Props {
  title: string;
  confirm: string;
  children: ReactNode;
  testId?: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something that can not be undone, and stays open when it was refused. */
export function ConfirmModal({ title, confirm, children, testId, onConfirm, onClose }: Props) {
  const { busy, problem, run } = useAction();
  const go = () => run(async () => {
    await onConfirm();
    onClose();
  });
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="confirm-title" aria-describedby="confirm-body">
      <ModalHeader title={title} titleIconVariant="warning" labelId="confirm-title" />
      <ModalBody id="confirm-body">
        <ProblemAlert problem={problem} />
        {children}
      </ModalBody>
      <ModalFooter>
        <Button variant="danger" onClick={go} isLoading={busy} isDisabled={busy} data-testid={testId}>{confirm}</Button>
        <Button variant="link" onClick={onClose}>Cancel</Button>
      </ModalFooter>
    </Modal>
  );
}
