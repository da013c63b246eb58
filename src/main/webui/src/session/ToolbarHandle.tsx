import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { Mark } from '../components/Mark';
import { nearestPlace, type Place } from './place';

interface Props {
  open: boolean;
  place: Place;
  onMove: (place: Place) => void;
  onToggle: () => void;
}

const DRAG_FROM_PX = 6;
const KEY_STEPS: Record<string, number> = { ArrowLeft: -0.05, ArrowUp: -0.05, ArrowRight: 0.05, ArrowDown: 0.05 };

/** A click opens or closes, a drag carries it along the edges, the arrow keys move it too. */
export function ToolbarHandle({ open, place, onMove, onToggle }: Props) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const dragged = useRef(false);

  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, y: event.clientY };
    dragged.current = false;
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!start.current) return;
    if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > DRAG_FROM_PX) dragged.current = true;
    if (dragged.current) onMove(nearestPlace(event.clientX, event.clientY, window.innerWidth, window.innerHeight));
  };
  const onPointerUp = () => {
    start.current = null;
  };
  const onClick = () => {
    if (!dragged.current) onToggle();
    dragged.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove({ ...place, offset: Math.min(0.95, Math.max(0.05, place.offset + step)) });
  };

  return (
    <button
      type="button" className="berth-handle" data-testid="toolbar-toggle" aria-expanded={open} onClick={onClick} onKeyDown={onKeyDown}
      aria-label={open ? 'Close the toolbar' : 'Open the toolbar'} title={`${open ? 'Close' : 'Open'} the toolbar (Ctrl+Alt+Shift); drag to move`}
      onPointerDown={onPointerDown} onPointerMove={onPointerMove} onPointerUp={onPointerUp} onPointerCancel={onPointerUp}
    >
      <Mark size={22} />
    </button>
  );
}
