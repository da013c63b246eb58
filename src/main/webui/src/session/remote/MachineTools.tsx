import FolderIcon from '@patternfly/react-icons/dist/esm/icons/folder-open-icon';
import HandIcon from '@patternfly/react-icons/dist/esm/icons/hand-point-up-icon';
import MicrophoneIcon from '@patternfly/react-icons/dist/esm/icons/microphone-icon';
import TerminalIcon from '@patternfly/react-icons/dist/esm/icons/terminal-icon';
import { useStore } from '../../store';
import type { Denials } from '../allowed';
import { ToolButton } from '../ToolButton';
import { ToolMenu } from '../ToolMenu';
import { touchMode } from './input';
import type { Machine } from './machine';
import { SCHEMES, type Terminal } from './terminal';

interface Props { machine: Machine; denied: Denials; filesOpen: boolean; onFiles: () => void }

/** What the toolbar has for existing machines only. */
export default function MachineTools({ machine, denied, filesOpen, onFiles }: Props) {
  const files = useStore(machine.files);
  const missing = files ? null : 'This machine offers no file transfer.';
  return (
    <>
      {machine.terminal && <TerminalMenu terminal={machine.terminal} denied={denied.input} onDone={() => machine.focus()} />}
      <ToolButton label="Files" icon={<FolderIcon />} onClick={onFiles} denied={denied.files ?? missing} pressed={filesOpen} testId="files-open" />
      {machine.remote === 'rdp' && <MicrophoneButton machine={machine} denied={denied.microphone} />}
      {window.matchMedia('(any-pointer: coarse)').matches && <TouchMenu denied={denied.input} />}
    </>
  );
}

function TerminalMenu({ terminal, denied, onDone }: { terminal: Terminal; denied: string | null; onDone: () => void }) {
  const { size, scheme } = useStore(terminal.looks);
  const then = (work: () => void) => () => {
    work();
    onDone();
  };
  return (
    <ToolMenu label="Terminal" icon={<TerminalIcon />} denied={denied} items={[
      { label: 'Larger text', description: `Now ${size} points`, onSelect: then(() => terminal.enlarge(2)) },
      { label: 'Smaller text', onSelect: then(() => terminal.enlarge(-2)) },
      ...SCHEMES.map(({ value, label }) => ({ label, selected: value === scheme, onSelect: then(() => terminal.paint(value)) })),
    ]} />
  );
}

function MicrophoneButton({ machine: { microphone }, denied }: { machine: Machine; denied: string | null }) {
  const on = useStore(microphone.on);
  const problem = useStore(microphone.problem);
  const label = on ? 'Microphone is on: turn it off' : problem ? `Microphone: ${problem}` : 'Turn the microphone on';
  return <ToolButton label={denied ? 'Microphone' : label} icon={<MicrophoneIcon />} pressed={on} danger={on} denied={denied} onClick={() => microphone.toggle()} testId="microphone" />;
}

function TouchMenu({ denied }: { denied: string | null }) {
  const mode = useStore(touchMode);
  return (
    <ToolMenu label="Touch" icon={<HandIcon />} denied={denied} items={[
      { label: 'Where the finger is', description: 'A tap clicks there, a long one with the right button.', selected: mode === 'touchscreen', onSelect: () => touchMode.set('touchscreen') },
      { label: 'Like a touch pad', description: 'The finger pushes the pointer. Two fingers click right and scroll.', selected: mode === 'touchpad', onSelect: () => touchMode.set('touchpad') },
    ]} />
  );
}
