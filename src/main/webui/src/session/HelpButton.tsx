import { Button, Popover } from '@patternfly/react-core';
import HelpIcon from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';

export function HelpButton({ framed }: { framed: boolean }) {
  const body = (
    <ul className="berth-help">
      {!framed && <li><kbd>Ctrl</kbd> + <kbd>Alt</kbd> + <kbd>Shift</kbd>, pressed together and released, opens and closes this toolbar. All other keys go to the desktop.</li>}
      {framed && <li>This desktop brings its own controls, and takes all keys while it has the focus.</li>}
      <li>Drag the handle along the edges of the window, or focus it and use the arrow keys.</li>
      <li>In full screen the desktop also gets keys like <kbd>Esc</kbd> where the browser allows it; hold <kbd>Esc</kbd> to come back.</li>
      <li>Leaving keeps the desktop running. Ending removes it.</li>
    </ul>
  );
  return (
    <Popover className="berth-sheet" headerContent="Help" bodyContent={body} minWidth="min(22rem, 92vw)" position="auto">
      <Button variant="plain" icon={<HelpIcon />} aria-label="Help" data-tip="Help" />
    </Popover>
  );
}
