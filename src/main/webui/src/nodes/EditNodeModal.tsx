import { Button, Form, FormSelect, FormSelectOption, Modal, ModalBody, ModalFooter, ModalHeader, TextArea } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { Field } from '../admin/Field';
import { TextField } from '../admin/TextField';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { checkLimits, limitsBody, limitsOf } from './limits';
import type { CpuMode, Node } from './types';

/** Labels decide what may run here, limits how much of it. */
export function EditNodeModal({ node, onDone, onClose }: { node: Node; onDone: () => Promise<void>; onClose: () => void }) {
  const [form, setForm] = useState(() => limitsOf(node));
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const { busy, problem, run } = useAction();
  const error = (field: string) => errors[field] ?? problem?.fieldError(field);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkLimits(form);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    void run(async () => {
      await api.patch(`/admin/nodes/${node.id}`, limitsBody(form, node));
      await onDone();
      onClose();
    });
  };
  const agent = node.roles.includes('agent');
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="edit-node-title">
      <ModalHeader title={`Labels and limits of ${node.name}`} labelId="edit-node-title" />
      <ModalBody>
        <Form id="edit-node" onSubmit={submit} noValidate>
          <ProblemAlert problem={problem} />
          <Field id="labels" label="Labels" error={error('labels')} help="One name=value a line. Workspaces can ask for labels, or keep away from them.">
            <TextArea id="labels" value={form.labels} onChange={(_, labels) => setForm({ ...form, labels })} rows={3} autoResize className="berth-code" aria-describedby="labels-help" />
          </Field>
          {agent && (
            <div className="berth-columns">
              <TextField id="maxSessions" label="Most sessions" inputMode="numeric" value={form.maxSessions} onValue={maxSessions => setForm({ ...form, maxSessions })} error={error('maxSessions')} help="Empty for no limit." />
              <TextField id="cpuOvercommit" label="Cores times" inputMode="decimal" value={form.cpuOvercommit} onValue={cpuOvercommit => setForm({ ...form, cpuOvercommit })} error={error('cpuOvercommit') ?? error('overrides.cpuOvercommit')} placeholder="1" help="Above 1 promises more than there is." />
              <TextField id="memoryOvercommit" label="Memory times" inputMode="decimal" value={form.memoryOvercommit} onValue={memoryOvercommit => setForm({ ...form, memoryOvercommit })} error={error('memoryOvercommit') ?? error('overrides.memoryOvercommit')} placeholder="1" help="Above 1 risks that sessions are stopped." />
              <TextField id="gpus" label="GPUs" inputMode="numeric" value={form.gpus} onValue={gpus => setForm({ ...form, gpus })} error={error('gpus') ?? error('overrides.gpus')} help="Empty for those it has." />
              <Field id="cpuMode" label="Cores of a session are" error={error('cpuMode')}>
                <FormSelect id="cpuMode" value={form.cpuMode} onChange={(_, cpuMode) => setForm({ ...form, cpuMode: cpuMode as CpuMode | '' })}>
                  <FormSelectOption value="" label="as the node says" />
                  <FormSelectOption value="shares" label="a share: more when free" />
                  <FormSelectOption value="quota" label="a hard limit" />
                </FormSelect>
              </Field>
            </div>
          )}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="edit-node" isLoading={busy} isDisabled={busy} data-testid="node-save">Save</Button>
        <Button variant="link" onClick={onClose}>Cancel</Button>
      </ModalFooter>
    </Modal>
  );
}
