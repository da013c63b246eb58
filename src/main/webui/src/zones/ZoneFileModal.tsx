import { Button, FileUpload, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState } from 'react';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { ChangeList } from './ChangeList';
import { UpstreamComplaints } from './UpstreamComplaints';
import type { ZoneDiff, ZoneStep } from './types';

const WORDS: Record<ZoneStep['action'], string> = { create: 'is made', change: 'changes', same: 'stays as it is', 'not-named': 'is not in the file and stays' };

/** A YAML file, then what it would change, and only then the change. */
export function ZoneFileModal({ onClose, onApplied }: { onClose: () => void; onApplied: () => Promise<void> }) {
  const [yaml, setYaml] = useState('');
  const [filename, setFilename] = useState('');
  const [diff, setDiff] = useState<ZoneDiff | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const { busy, problem, run } = useAction();
  const edit = (text: string) => {
    setYaml(text);
    setDiff(null);
    setConfirmed(false);
  };
  const nothing = diff?.steps.every(({ action }) => action === 'same' || action === 'not-named');
  const preview = () => void run(async () => setDiff(await api.yaml<ZoneDiff>('POST', '/admin/zone-file/diff', yaml)));
  const apply = () => void run(async () => {
    await api.yaml<ZoneDiff>('PUT', `/admin/zone-file?basis=${encodeURIComponent(diff?.basis ?? '')}&confirmed=${confirmed}`, yaml);
    await onApplied();
    onClose();
  });
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="zone-file-title">
      <ModalHeader title="Apply a file of zones" labelId="zone-file-title" description="What a zone leaves out stays as it is, and so does a zone that the file does not name." />
      <ModalBody className="berth-stack">
        <ProblemAlert problem={problem} />
        {(problem?.fieldError('confirmed') || confirmed) && <UpstreamComplaints problem={problem} confirmed={confirmed} onConfirmed={setConfirmed} />}
        {problem && problem.errors.length > 1 && !problem.fieldError('confirmed') && <ul>{problem.errors.map(({ field, message }) => <li key={field}>{message}</li>)}</ul>}
        <FileUpload id="zone-yaml" type="text" value={yaml} filename={filename} filenamePlaceholder="Choose a YAML file, or paste one below" allowEditingUploadedText browseButtonText="Choose" onFileInputChange={(_, file) => setFilename(file.name)}
          onDataChange={(_, text) => edit(text)} onTextChange={(_, text) => edit(text)} onClearClick={() => { setFilename(''); edit(''); }} aria-label="File of zones" />
        {diff && (
          <section aria-label="What would change" aria-live="polite" data-testid="zone-diff">
            {diff.steps.map(({ zone, action, changes }) => (
              <div key={zone} className="berth-gap-small">
                <p><strong>{zone}</strong> <span className={action === 'same' || action === 'not-named' ? 'berth-subtle' : undefined}>{WORDS[action]}</span></p>
                {changes.length > 0 && <ChangeList changes={changes} />}
              </div>
            ))}
          </section>
        )}
      </ModalBody>
      <ModalFooter>
        <Button variant={diff ? 'secondary' : 'primary'} onClick={preview} isDisabled={busy || yaml.trim() === ''} data-testid="zone-preview">Show what changes</Button>
        {diff && <Button onClick={apply} isLoading={busy} isDisabled={busy || nothing} data-testid="zone-apply">{nothing ? 'Nothing to apply' : 'Apply'}</Button>}
        <Button variant="link" onClick={onClose}>Cancel</Button>
      </ModalFooter>
    </Modal>
  );
}
