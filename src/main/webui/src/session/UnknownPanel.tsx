import { Button } from '@patternfly/react-core';
import type { Problem } from '../problem';
import { navigate } from '../router';
import { Panel } from './Panel';

export function UnknownPanel({ problem }: { problem: Problem }) {
  return (
    <Panel alert title={problem.title} actions={<Button onClick={() => navigate('/')} data-testid="leave-session">Back to my desktops</Button>}>
      <p>{problem.detail}</p>
    </Panel>
  );
}
