import { Button, Content, Form, FormSelect, FormSelectOption, Modal, ModalBody, ModalFooter, ModalHeader, Radio } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { Field } from '../admin/Field';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { duration } from '../lib/format';
import type { Node } from './types';

const DEADLINES = [300, 900, 1800, 3600, 4 * 3600, 8 * 3600, 24 * 3600];

/** Asks how long sessions may stay, and what then becomes of them. */
export function DrainModal({ node, onDone, onClose }: { node: Node; onDone: () => Promise<void>; onClose: () => void }) {
  const [move, setMove] = useState(node.drain?.move ?? false);
  const [seconds, setSeconds] = useState('1800');
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await api.post(`/admin/nodes/${node.id}/drain`, move ? { deadlineSeconds: Number(seconds), move: true } : { move: false });
      await onDone();
      onClose();
    });
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="drain-title">
      <ModalHeader title={`Drain ${node.name}`} labelId="drain-title" />
      <ModalBody>
        <Form id="drain" onSubmit={submit}>
          <ProblemAlert problem={problem} />
          <Content component="p">
            From now on nothing new goes to this node. {node.sessions === 0 ? 'No session runs on it' : node.sessions === 1 ? 'One session runs on it' : `${node.sessions} sessions run on it`} at the moment.
          </Content>
          <Radio id="drain-wait" name="drain-move" label="Wait for people to finish" description="Sessions stay for as long as somebody uses them." isChecked={!move} onChange={() => setMove(false)} />
          <Radio id="drain-move" name="drain-move" label="Move sessions on after a time" description="Those that are left by then are ended, and their people are offered fresh ones on other nodes. What was not saved elsewhere is lost." isChecked={move} onChange={() => setMove(true)} />
          {move && (
            <Field id="drain-deadline" label="Time to finish" error={problem?.fieldError('deadlineSeconds')}>
              <FormSelect id="drain-deadline" value={seconds} onChange={(_, value) => setSeconds(value)}>
                {DEADLINES.map(value => <FormSelectOption key={value} value={value} label={duration(value * 1000).replace(/ 00 (min|s)$/, '')} />)}
              </FormSelect>
            </Field>
          )}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="drain" isLoading={busy} isDisabled={busy} data-testid="drain-confirm">Drain node</Button>
        <Button variant="link" onClick={onClose}>Cancel</Button>
      </ModalFooter>
    </Modal>
  );
}
