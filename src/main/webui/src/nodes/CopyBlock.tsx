import { ClipboardCopyButton, CodeBlock, CodeBlockAction, CodeBlockCode } from '@patternfly/react-core';
import { useState } from 'react';

/** Something to paste elsewhere, wrapped so that all of it can be read. */
export function CopyBlock({ id, label, text }: { id: string; label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false));
  return (
    <CodeBlock className="berth-gap-small berth-copy" actions={(
      <CodeBlockAction>
        <ClipboardCopyButton id={`${id}-copy`} textId={id} aria-label={`Copy ${label}`} onClick={copy} exitDelay={copied ? 1500 : 600} variant="plain" onTooltipHidden={() => setCopied(false)} data-testid={`${id}-copy`}>{copied ? 'Copied' : `Copy ${label}`}</ClipboardCopyButton>
      </CodeBlockAction>
    )}>
      <CodeBlockCode id={id} data-testid={id}>{text}</CodeBlockCode>
    </CodeBlock>
  );
}
