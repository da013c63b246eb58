interface Props<T> { label: string; choices: { value: T; text: string }[]; chosen: T; onChoose: (value: T) => void }

/** A few choices of which one holds, as pills that wrap. */
export function Chips<T extends string | null>({ label, choices, chosen, onChoose }: Props<T>) {
  return (
    <div role="group" aria-label={label} className="berth-chips">
      {choices.map(({ value, text }) => (
        <button key={text} type="button" className="berth-chip" aria-pressed={value === chosen} onClick={() => onChoose(value)}>{text}</button>
      ))}
    </div>
  );
}
