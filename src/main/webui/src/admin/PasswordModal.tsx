import { Button, ClipboardCopy, Content, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';

export interface Secret { name: string; password: string }

/** The only time this password can be seen. */
export function PasswordModal({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="password-title">
      <ModalHeader title={`Password of ${secret.name}`} labelId="password-title" />
      <ModalBody>
        <Content component="p">Hand it to the person now: it is not shown again. At the first login it has to be replaced by an own one.</Content>
        <div data-testid="generated-password">
          <ClipboardCopy isReadOnly hoverTip="Copy" clickTip="Copied" textAriaLabel="Generated password" toggleAriaLabel="Show password" className="berth-code">{secret.password}</ClipboardCopy>
        </div>
      </ModalBody>
      <ModalFooter><Button onClick={onClose}>Done</Button></ModalFooter>
    </Modal>
  );
}
