const KINDS = [['session', 'ok', 'Session streams'], ['control', 'ok', 'Check-ins and orders'], ['session', 'broken', 'Broken, with a cross']] as const;

export function MapLegend() {
  return (
    <ul className="berth-map-legend" aria-label="Legend">
      {KINDS.map(([kind, state, text]) => (
        <li key={text}><svg width="44" height="12" aria-hidden="true" className="berth-map-lines"><path d="M2 6 L42 6" data-kind={kind} data-state={state} /></svg> {text}</li>
      ))}
    </ul>
  );
}
