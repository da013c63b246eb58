import { labelOf } from './fields';
import type { ZoneChange } from './types';

const shown = (text: string) => (text === '' ? <em>empty</em> : <code>{text}</code>);

/** What a setting was and is. */
export function ChangeList({ changes }: { changes: ZoneChange[] }) {
  return (
    <ul className="berth-changes">
      {changes.map(({ field, before, after }) => (
        <li key={field}><span>{labelOf(field)}</span> <del>{shown(before)}</del> <span aria-hidden="true">→</span> <ins>{shown(after)}</ins></li>
      ))}
    </ul>
  );
}
