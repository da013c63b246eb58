import { Alert, Button, Content, ModalBody, ModalFooter, Spinner } from '@patternfly/react-core';
import { ProblemAlert } from '../components/ProblemAlert';
import { useNow } from '../hooks/useNow';
import { usePoll } from '../hooks/usePoll';
import { useAction } from '../hooks/useAction';
import { api } from '../api';
import { duration } from '../lib/format';
import { CopyBlock } from './CopyBlock';
import { joining, type Joining } from './enrolment';
import { roleName } from './model';
import type { Enrolment, Node } from './types';
import { useNodes } from './useNodes';

const LOOK_MS = 2000;

/** The only time the token can be seen; then what becomes of it, live. */
export function EnrolProgress({ enrolment, onClose }: { enrolment: Enrolment; onClose: () => void }) {
  const { data, problem } = usePoll<Enrolment[]>('/admin/enrolments', LOOK_MS);
  const { nodes, refresh } = useNodes(LOOK_MS);
  const action = useAction();
  const now = useNow();
  const state = joining(enrolment, data, nodes, now);
  const enable = (node: Node) => void action.run(async () => {
    await api.patch(`/admin/nodes/${node.id}`, { enabled: true });
    await refresh();
  });
  return (
    <>
      <ModalBody>
        <ProblemAlert problem={action.problem ?? problem} />
        <Content component="p">
          Run this on the machine that is to join zone {enrolment.zone} as {enrolment.roles.map(role => roleName(role).toLowerCase()).join(' and ')}. Berth has to be installed there. It is shown only now, and lets one node in within {duration(Date.parse(enrolment.expiresAt) - now)}.
        </Content>
        {enrolment.command && <CopyBlock id="enrol-command" label="the command" text={enrolment.command} />}
        {enrolment.token && <><Content component="p">Only the token, for a configuration file:</Content><CopyBlock id="enrol-token" label="the token" text={enrolment.token} /></>}
        <div role="status" data-testid="enrol-status" data-step={state.step}><Progress state={state} onEnable={enable} busy={action.busy} /></div>
      </ModalBody>
      <ModalFooter><Button onClick={onClose} variant={state.step === 'joined' ? 'primary' : 'secondary'}>{state.step === 'joined' ? 'Done' : 'Close'}</Button></ModalFooter>
    </>
  );
}

function Progress({ state, onEnable, busy }: { state: Joining; onEnable: (node: Node) => void; busy: boolean }) {
  switch (state.step) {
    case 'waiting':
      return <p><Spinner size="md" aria-label="Waiting" /> Waiting for the node. You may close this; the list of open enrolments keeps it.</p>;
    case 'checking':
      return <p><Spinner size="md" aria-label="Checking" /> {state.node?.name ?? 'The node'} has shown its token. Trying to reach it back{state.node?.url ? ` at ${state.node.url}` : ''}.</p>;
    case 'unreachable':
      return <Alert variant="danger" isInline title={`${state.node.name} has shown its token, but can not be reached back`}>{state.text}. Check its address, its firewall and the balancer in front of it; this is tried again by itself.</Alert>;
    case 'joined':
      return (
        <Alert variant="success" isInline title={`${state.node.name} has joined and can be reached at ${state.node.url}`}>
          {state.node.enabled === false ? <Button variant="link" isInline isDisabled={busy} onClick={() => onEnable(state.node)}>Enable it now</Button> : 'It serves from now on.'}
        </Alert>
      );
    case 'expired':
      return <Alert variant="warning" isInline title="The token has expired without being used">Close this and make a new one.</Alert>;
    case 'revoked':
      return <Alert variant="warning" isInline title="This enrolment was revoked">Close this and make a new one.</Alert>;
  }
}
