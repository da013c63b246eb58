import ArrowLeftIcon from '@patternfly/react-icons/dist/esm/icons/arrow-left-icon';
import CompressIcon from '@patternfly/react-icons/dist/esm/icons/compress-icon';
import ExpandIcon from '@patternfly/react-icons/dist/esm/icons/expand-icon';
import MoveIcon from '@patternfly/react-icons/dist/esm/icons/thumbtack-icon';
import PauseIcon from '@patternfly/react-icons/dist/esm/icons/pause-icon';
import PowerIcon from '@patternfly/react-icons/dist/esm/icons/power-off-icon';
import RedoIcon from '@patternfly/react-icons/dist/esm/icons/redo-icon';
import StopIcon from '@patternfly/react-icons/dist/esm/icons/stop-icon';
import { lazy, Suspense, type Ref, type RefObject } from 'react';
import { navigate } from '../router';
import type { Session } from '../types';
import { denials } from './allowed';
import { ClipboardButton } from './ClipboardButton';
import { HelpButton } from './HelpButton';
import { KeysMenu } from './KeysMenu';
import { nextEdge, type Place } from './place';
import { ScalingMenu } from './ScalingMenu';
import { SessionStatus } from './SessionStatus';
import type { StreamStatus } from './streamLink';
import { ToolButton } from './ToolButton';
import { TouchKeyboard } from './TouchKeyboard';
import type { SharedClipboard } from './useClipboard';
import { useFullscreen } from './useFullscreen';

const MachineTools = lazy(() => import('./remote/MachineTools'));

interface Props {
  ref: Ref<HTMLDivElement>;
  session: Session;
  status: StreamStatus;
  clockOffset: RefObject<number>;
  place: Place;
  clipboard: SharedClipboard;
  onMove: (place: Place) => void;
  onClose: () => void;
  onEnd: () => void;
  onRest: (action: 'pause' | 'stop') => void;
  onReload: () => void;
  filesOpen: boolean;
  onFiles: () => void;
}

export function ToolbarBody({ ref, session, status, clockOffset, place, clipboard, onMove, onClose, onEnd, onRest, onReload, filesOpen, onFiles }: Props) {
  const fullscreen = useFullscreen();
  const { viewer, machine } = status;
  const denied = denials(session.policy);
  return (
    <div ref={ref} className="berth-tools" role="toolbar" aria-label="Session" aria-orientation={place.edge === 'left' || place.edge === 'right' ? 'vertical' : 'horizontal'}>
      <SessionStatus session={session} status={status} clockOffset={clockOffset} />
      <ToolButton label="Back to my desktops, keep the session" icon={<ArrowLeftIcon />} onClick={() => navigate('/')} testId="leave-session" />
      {fullscreen.supported && (
        <ToolButton label={fullscreen.active ? 'Leave full screen' : 'Full screen'} icon={fullscreen.active ? <CompressIcon /> : <ExpandIcon />} onClick={fullscreen.toggle} />
      )}
      {viewer && <><ScalingMenu viewer={viewer} /><ClipboardButton clipboard={clipboard} denied={denied} place={machine ? 'machine' : 'desktop'} /><KeysMenu viewer={viewer} denied={denied.input} onSent={onClose} /><TouchKeyboard viewer={viewer} denied={denied.input} /></>}
      {machine && <Suspense><MachineTools machine={machine} denied={denied} filesOpen={filesOpen} onFiles={onFiles} /></Suspense>}
      {status.frameUrl && <ToolButton label="Load the desktop again" icon={<RedoIcon />} onClick={onReload} />}
      <ToolButton label="Move the toolbar to the next edge" icon={<MoveIcon />} onClick={() => onMove({ ...place, edge: nextEdge(place.edge) })} />
      <HelpButton framed={!viewer} machine={machine ? session.remote ?? 'rdp' : null} />
      {session.actions.includes('pause') && <ToolButton label="Pause: freeze the desktop as it is" icon={<PauseIcon />} onClick={() => onRest('pause')} testId="pause-session" />}
      {session.actions.includes('stop') && <ToolButton label="Stop: close all programs, keep the files" icon={<StopIcon />} onClick={() => onRest('stop')} testId="stop-session" />}
      <ToolButton label="End session" icon={<PowerIcon />} onClick={onEnd} testId="end-session" danger />
    </div>
  );
}
