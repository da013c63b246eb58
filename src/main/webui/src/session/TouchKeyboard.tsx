import PencilIcon from '@patternfly/react-icons/dist/esm/icons/pencil-alt-icon';
import { useRef, type FormEvent, type KeyboardEvent } from 'react';
import type { Viewer } from './viewer';
import { typedSince, PADDING } from './typed';
import { BACKSPACE, keysymOf, RETURN } from './keys';
import { ToolButton } from './ToolButton';

/** Touch devices show their keyboard only for a text field, so there is a hidden one whose changes are typed in the desktop. */
export function TouchKeyboard({ viewer, denied }: { viewer: Viewer; denied: string | null }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const before = useRef(PADDING);
  if (!window.matchMedia('(any-pointer: coarse)').matches) return null;

  const reset = () => {
    if (field.current) {
      field.current.value = PADDING;
      // what is typed counts as added only behind it
      field.current.setSelectionRange(PADDING.length, PADDING.length);
    }
    before.current = PADDING;
  };
  const onInput = (event: FormEvent<HTMLTextAreaElement>) => {
    const now = event.currentTarget.value;
    const { removed, added } = typedSince(before.current, now);
    for (let i = 0; i < removed; i++) viewer.sendKey(BACKSPACE, 'Backspace');
    for (const character of added) viewer.sendKey(keysymOf(character), null);
    before.current = now;
    const composing = (event.nativeEvent as InputEvent).isComposing;
    if (!composing && (now.length < PADDING.length / 2 || now.length > PADDING.length * 4)) reset();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    viewer.sendKey(RETURN, 'Enter');
    reset();
  };
  return (
    <>
      <ToolButton label="On-screen keyboard" icon={<PencilIcon />} denied={denied} onClick={() => { field.current?.focus(); reset(); }} />
      <textarea ref={field} className="berth-hidden-field" aria-label="Type into the desktop" tabIndex={-1} autoCapitalize="off" autoComplete="off" autoCorrect="off" spellCheck={false} defaultValue={PADDING} onInput={onInput} onKeyDown={onKeyDown} />
    </>
  );
}
