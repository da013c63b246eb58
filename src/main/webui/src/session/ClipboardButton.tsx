import { Button, Popover, TextArea } from '@patternfly/react-core';
import ClipboardIcon from '@patternfly/react-icons/dist/esm/icons/clipboard-icon';
import { useState } from 'react';
import type { ClipboardMode, SharedClipboard } from './useClipboard';

const EXPLANATIONS: Record<ClipboardMode, string> = {
  automatic: 'Automatic: what you copy on one side can be pasted on the other.',
  ask: 'Text copied in the desktop arrives here by itself. For the other direction your browser wants to be asked.',
  manual: 'Your browser does not share its clipboard by itself. Use the text box: paste here and send, or copy from here.',
};

export function ClipboardButton({ clipboard }: { clipboard: SharedClipboard }) {
  const { mode, text, setText, send, allow } = clipboard;
  const [said, setSaid] = useState('');
  const copy = () => void navigator.clipboard.writeText(text).then(
    () => setSaid('Copied to this device.'),
    () => setSaid('The browser refused; mark the text and copy it with the keyboard.'),
  );
  const body = (
    <div className="berth-clipboard">
      <p><span className="berth-dot" data-state={mode === 'automatic' ? 'running' : 'starting'} /> {EXPLANATIONS[mode]}</p>
      {mode === 'ask' && <Button variant="link" isInline onClick={() => void allow()}>Allow the clipboard</Button>}
      <TextArea value={text} onChange={(_, value) => setText(value)} aria-label="Clipboard text" data-testid="clipboard-text" rows={5} resizeOrientation="vertical" />
      <div className="berth-panel-actions">
        <Button size="sm" data-testid="clipboard-send" onClick={() => { send(); setSaid('Sent; paste it in the desktop.'); }}>Send to the desktop</Button>
        <Button size="sm" variant="secondary" data-testid="clipboard-copy" onClick={copy}>Copy to this device</Button>
      </div>
      <p role="status" className="berth-subtle">{said}</p>
    </div>
  );
  return (
    <Popover className="berth-sheet" headerContent="Clipboard" bodyContent={body} minWidth="min(22rem, 92vw)" onHidden={() => setSaid('')} position="auto">
      <Button variant="plain" icon={<ClipboardIcon />} aria-label={`Clipboard (${mode})`} data-tip="Clipboard" data-testid="clipboard-open" />
    </Popover>
  );
}
