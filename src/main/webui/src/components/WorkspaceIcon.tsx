import { BUILT_IN_ICONS, isUploaded } from './builtInIcons';

/** Decorative: the name of the workspace always stands next to it. */
export function WorkspaceIcon({ icon, size = 48 }: { icon: string; size?: number }) {
  const drawing = (BUILT_IN_ICONS[icon] ?? BUILT_IN_ICONS.desktop)?.drawing;
  return (
    <span className="berth-icon" style={{ width: size, height: size }} aria-hidden="true">
      {isUploaded(icon)
        ? <img src={icon} alt="" />
        : <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round">{drawing}</svg>}
    </span>
  );
}
