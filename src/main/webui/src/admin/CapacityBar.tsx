const NEARLY_FULL = 0.85;

interface Props {
  label: string; used: number; total: number; text: string;
  /** For screen readers, where the label is not enough. */
  name?: string;
}

export function CapacityBar({ label, used, total, text, name = label }: Props) {
  const share = total > 0 ? Math.min(1, used / total) : 0;
  return (
    <div className="berth-bar">
      <span><span>{label}</span><span>{text}</span></span>
      <div className="berth-bar-track" role="meter" aria-label={name} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)} aria-valuetext={text}>
        <span className="berth-bar-fill" data-full={share >= NEARLY_FULL} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
