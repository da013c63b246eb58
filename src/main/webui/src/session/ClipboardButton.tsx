import { Button, Popover, TextArea } from '@patternfly/react-core';
import ClipboardIcon from '@patternfly/react-icons/dist/esm/icons/clipboard-icon';
import { useState } from 'react';
import type { Denials } from './allowed';
import { ToolButton } from './ToolButton';
import type { ClipboardMode, SharedClipboard } from './useClipboard';

const EXPLANATIONS: Record<ClipboardMode, string> = {
  automatic: 'Automatic: what you copy on one side can be pasted on the other.',
  ask: 'Text copied there arrives here by itself. For the other direction your browser wants to be asked.',
  manual: 'Your browser does not share its clipboard by itself. Use the text box: paste here and send, or copy from here.',
};

interface Props { clipboard: SharedClipboard; denied: Pick<Denials, 'clipboardIn' | 'clipboardOut'>; place: 'desktop' | 'machine' }

export function ClipboardButton({ clipboard, denied, place }: Props) {
  const { mode, text, setText, send, allow } = clipboard;
  const [said, setSaid] = useState('');
  const copy = () => void navigator.clipboard.writeText(text).then(
    () => setSaid('Copied to this device.'),
    () => setSaid('The browser refused; mark the text and copy it with the keyboard.'),
  );
  if (denied.clipboardIn && denied.clipboardOut) return <ToolButton label="Clipboard" icon={<ClipboardIcon />} denied={denied.clipboardIn} onClick={() => undefined} testId="clipboard-open" />;
  const body = (
    <div className="berth-clipboard">
      {!denied.clipboardIn && !denied.clipboardOut && <p><span className="berth-dot" data-state={mode === 'automatic' ? 'running' : 'starting'} /> {EXPLANATIONS[mode]}</p>}
      {mode === 'ask' && !denied.clipboardIn && <Button variant="link" isInline onClick={() => void allow()}>Allow the clipboard</Button>}
      <TextArea value={text} onChange={(_, value) => setText(value)} aria-label="Clipboard text" data-testid="clipboard-text" rows={5} resizeOrientation="vertical" />
      <div className="berth-panel-actions">
        <Button size="sm" data-testid="clipboard-send" onClick={() => { send(); setSaid(`Sent; paste it in the ${place}.`); }} isAriaDisabled={denied.clipboardIn !== null} title={denied.clipboardIn ?? undefined}>Send to the {place}</Button>
        <Button size="sm" variant="secondary" data-testid="clipboard-copy" onClick={copy} isAriaDisabled={denied.clipboardOut !== null} title={denied.clipboardOut ?? undefined}>Copy to this device</Button>
      </div>
      {denied.clipboardIn && <p className="berth-subtle">Text cannot be sent to the {place}: {denied.clipboardIn}</p>}
      {denied.clipboardOut && <p className="berth-subtle">Text of the {place} does not arrive here: {denied.clipboardOut}</p>}
      <p role="status" className="berth-subtle">{said}</p>
    </div>
  );
  return (
    <Popover className="berth-sheet" headerContent="Clipboard" bodyContent={body} minWidth="min(22rem, 92vw)" onHidden={() => setSaid('')} position="auto">
      <Button variant="plain" icon={<ClipboardIcon />} aria-label={`Clipboard (${mode})`} data-tip="Clipboard" data-testid="clipboard-open" />
    </Popover>
  );
}
