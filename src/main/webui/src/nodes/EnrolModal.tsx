import { Modal, ModalHeader } from '@patternfly/react-core';
import { useState } from 'react';
import { EnrolForm } from './EnrolForm';
import { EnrolProgress } from './EnrolProgress';
import type { Enrolment } from './types';

/** Makes a token, and stays until the node it was made for has joined. */
export function EnrolModal({ zones, onClose }: { zones: string[]; onClose: () => void }) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="enrol-title">
      <ModalHeader title="Enrol a node" labelId="enrol-title" />
      {enrolment ? <EnrolProgress enrolment={enrolment} onClose={onClose} /> : <EnrolForm zones={zones} onEnrolment={setEnrolment} onClose={onClose} />}
    </Modal>
  );
}
