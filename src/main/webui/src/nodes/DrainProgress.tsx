import { Alert } from '@patternfly/react-core';
import { drainText, isDrained } from './drain';
import type { Node } from './types';

export function DrainProgress({ node, now }: { node: Node; now: number }) {
  return <Alert variant={isDrained(node) ? 'success' : 'info'} isInline isPlain title={drainText(node, now)} />;
}
