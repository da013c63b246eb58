import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useCallback, useEffect, useState } from 'react';
import { useAction } from '../hooks/useAction';
import type { RemoteProtocol } from '../types';
import { shownCertificate } from './test';
import { TestTrack } from './TestTrack';
import type { TestResult } from './types';

interface Props {
  title: string; protocol: RemoteProtocol; test: () => Promise<TestResult>; onClose: () => void;
  /** What to do with a certificate that the machine showed. */
  onPin?: (fingerprint: string) => void;
}

/** Tests at once, and again as often as somebody wants. */
export function TestModal({ title, protocol, test, onClose, onPin }: Props) {
  const { busy, problem, run } = useAction();
  const [result, setResult] = useState<TestResult>();
  const go = useCallback(() => {
    setResult(undefined);
    void run(async () => setResult(await test()));
  }, [run, test]);
  useEffect(go, [go]);
  const shown = shownCertificate(result);
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="test-title">
      <ModalHeader title={title} labelId="test-title" />
      <ModalBody><TestTrack protocol={protocol} busy={busy || (!result && !problem)} result={result} problem={problem} /></ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
        <Button variant="secondary" onClick={go} isDisabled={busy} data-testid="test-again">Test again</Button>
        {onPin && shown && <Button variant="link" onClick={() => onPin(shown)}>Pin this certificate</Button>}
      </ModalFooter>
    </Modal>
  );
}
