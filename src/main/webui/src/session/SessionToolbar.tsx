import { useCallback, useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type RefObject } from 'react';
import type { Session } from '../types';
import { denials } from './allowed';
import { storedPlace, storePlace, type Place } from './place';
import type { StreamStatus } from './streamLink';
import { ToolbarBody } from './ToolbarBody';
import { ToolbarHandle } from './ToolbarHandle';
import { useClipboard } from './useClipboard';
import { useToolbarShortcut } from './useToolbarShortcut';

interface Props {
  session: Session;
  status: StreamStatus;
  clockOffset: RefObject<number>;
  onEnd: () => void;
  onRest: (action: 'pause' | 'stop') => void;
  onReload: () => void;
  filesOpen: boolean;
  onFiles: () => void;
}

/** A handle on the edge of the window that opens into the toolbar. */
export function SessionToolbar(props: Props) {
  const [open, setOpen] = useState(false);
  const [place, setPlace] = useState<Place>(storedPlace);
  const body = useRef<HTMLDivElement>(null);
  const { viewer } = props.status;
  // Here and not in its button, because it works while the toolbar is closed too.
  const clipboard = useClipboard(viewer, denials(props.session.policy));

  const recorded = props.session.policy && props.session.policy.recording !== 'off';

  const move = (next: Place) => {
    setPlace(next);
    storePlace(next);
  };
  const close = useCallback(() => {
    setOpen(false);
    viewer?.focus({ preventScroll: true });
  }, [viewer]);
  const toggle = useCallback(() => (open ? close() : setOpen(true)), [open, close]);
  useToolbarShortcut(toggle);
  useEffect(() => {
    if (open) body.current?.querySelector<HTMLElement>('button')?.focus();
  }, [open]);

  // Escape closes one thing at a time: an open menu or popover first, the toolbar only after it.
  const onKeyDown = ({ key, target, currentTarget }: KeyboardEvent<HTMLElement>) => {
    const inside = currentTarget.contains(target as Node) && !body.current?.querySelector('[aria-expanded="true"]');
    if (key === 'Escape' && inside) close();
  };

  return (
    <div
      className="berth-toolbar" data-edge={place.edge} data-open={open} style={{ '--berth-offset': `${place.offset * 100}%` } as CSSProperties}
      onKeyDown={onKeyDown}
    >
      {open && <ToolbarBody ref={body} {...props} place={place} clipboard={clipboard} onMove={move} onClose={close} onFiles={() => { setOpen(false); props.onFiles(); }} />}
      <ToolbarHandle open={open} place={place} onMove={move} onToggle={toggle} />
      {!open && recorded && <span className="berth-recorded" title="What this session shows is recorded">Recorded</span>}
    </div>
  );
}
