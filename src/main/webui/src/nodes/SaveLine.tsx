import { ActionGroup, Button } from '@patternfly/react-core';

/** Saves, and says that it was done. */
export function SaveLine({ busy, saved, testId }: { busy: boolean; saved: boolean; testId: string }) {
  return (
    <ActionGroup>
      <Button type="submit" isLoading={busy} isDisabled={busy} data-testid={testId}>Save</Button>
      <span role="status" className="berth-subtle berth-saved">{saved ? 'Saved. It holds on all nodes within seconds.' : ''}</span>
    </ActionGroup>
  );
}
