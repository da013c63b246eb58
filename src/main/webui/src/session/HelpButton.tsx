import { Button, Popover } from '@patternfly/react-core';
import type { RemoteProtocol } from '../types';
import HelpIcon from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';

const MACHINE_HELP: Record<RemoteProtocol, string[]> = {
  ssh: ['Mark text with the mouse to copy it. Paste with the keys of your browser, or the middle mouse button.', 'The wheel and Shift with Page Up scroll back.'],
  vnc: [],
  rdp: ['Files dropped onto the picture arrive in the drive that the machine shows, where it has one.'],
};

export function HelpButton({ framed, machine }: { framed: boolean; machine: RemoteProtocol | null }) {
  const body = (
    <ul className="berth-help">
      {!framed && <li><kbd>Ctrl</kbd> + <kbd>Alt</kbd> + <kbd>Shift</kbd>, pressed together and released, opens and closes this toolbar. All other keys go to the desktop.</li>}
      {framed && <li>This desktop brings its own controls, and takes all keys while it has the focus.</li>}
      <li>Drag the handle along the edges of the window, or focus it and use the arrow keys.</li>
      <li>In full screen the desktop also gets keys like <kbd>Esc</kbd> where the browser allows it; hold <kbd>Esc</kbd> to come back.</li>
      {machine && MACHINE_HELP[machine].map(line => <li key={line}>{line}</li>)}
      <li>{machine ? 'Leaving keeps the session for a while. Ending closes the connection; the machine keeps running.' : 'Leaving keeps the desktop running. Ending removes it.'}</li>
    </ul>
  );
  return (
    <Popover className="berth-sheet" headerContent="Help" bodyContent={body} minWidth="min(22rem, 92vw)" position="auto">
      <Button variant="plain" icon={<HelpIcon />} aria-label="Help" data-tip="Help" />
    </Popover>
  );
}
