import { Form, FormSection, Radio } from '@patternfly/react-core';
import { useState, type FormEvent } from 'react';
import { api } from '../api';
import { ProblemAlert } from '../components/ProblemAlert';
import { useAction } from '../hooks/useAction';
import { SaveLine } from './SaveLine';
import { STRATEGIES } from './strategy';
import type { Strategy } from './types';

export function StrategyForm({ initial }: { initial: Strategy }) {
  const [strategy, setStrategy] = useState(initial);
  const [saved, setSaved] = useState(false);
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    void run(async () => {
      await api.put('/admin/settings/scheduler', { strategy });
      setSaved(true);
    });
  };
  return (
    <Form onSubmit={submit} onChange={() => setSaved(false)} aria-label="Placing sessions">
      <FormSection title="Where new sessions go" titleElement="h2">
        <ProblemAlert problem={problem} />
        <p className="berth-subtle">Among the agents that a session fits on, the one with the</p>
        {Object.entries(STRATEGIES).map(([value, { name, help }]) => (
          <Radio key={value} id={`strategy-${value}`} name="strategy" label={name} description={help} isChecked={strategy === value} onChange={() => setStrategy(value as Strategy)} />
        ))}
      </FormSection>
      <SaveLine busy={busy} saved={saved} testId="scheduler-save" />
    </Form>
  );
}
