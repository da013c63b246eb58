import { Form, FormSection, Switch } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { TextField } from '../admin/TextField';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { SaveLine } from './SaveLine';
import type { NodeSettings } from './types';

export function LivenessForm({ initial }: { initial: NodeSettings }) {
  const [autoEnable, setAutoEnable] = useState(initial.autoEnable);
  const [missing, setMissing] = useState(String(initial.missingAfterSeconds));
  const [dead, setDead] = useState(String(initial.deadAfterSeconds));
  const [saved, setSaved] = useState(false);
  const { busy, problem, run } = useAction();
  const wrong = (text: string) => (Number(text) > 0 ? undefined : 'This must be a number above zero.');
  const order = Number(dead) <= Number(missing) ? 'This must be longer than the time until it is missing.' : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    if (wrong(missing) || wrong(dead) || order) return;
    void run(async () => {
      await api.put('/admin/settings/nodes', { autoEnable, missingAfterSeconds: Number(missing), deadAfterSeconds: Number(dead) });
      setSaved(true);
    });
  };
  return (
    <Form onSubmit={submit} onChange={() => setSaved(false)} noValidate aria-label="Nodes">
      <FormSection title="Nodes" titleElement="h2">
        <ProblemAlert problem={problem} />
        <Switch id="autoEnable" label="A node that has joined serves at once, without being enabled by hand" isChecked={autoEnable} onChange={(_, checked) => setAutoEnable(checked)} />
        <div className="berth-columns">
          <TextField id="missingAfterSeconds" label="Missing after, in seconds" inputMode="numeric" value={missing} onValue={setMissing} error={wrong(missing) ?? problem?.fieldError('missingAfterSeconds')} help="Without a check-in for this long, it gets no new sessions." />
          <TextField id="deadAfterSeconds" label="Dead after, in seconds" inputMode="numeric" value={dead} onValue={setDead} error={wrong(dead) ?? order ?? problem?.fieldError('deadAfterSeconds')} help="After this long its sessions are ended, and offered anew elsewhere." />
        </div>
      </FormSection>
      <SaveLine busy={busy} saved={saved} testId="node-settings-save" />
    </Form>
  );
}
