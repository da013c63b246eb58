import { STEP_NAMES, STEPS, stepOf } from '../lib/wording';
import type { Session } from '../types';

const RADIUS = 15;
const ROUND = 2 * Math.PI * RADIUS;

/** The launch as a line of stations: those behind are ticked, the present one turns or fills. */
export function LaunchSteps({ session }: { session: Session }) {
  const present = STEPS.indexOf(stepOf(session));
  const percent = session.progress?.percent ?? null;
  return (
    <ol className="berth-steps">
      {STEPS.map((step, index) => {
        const state = index < present ? 'done' : index === present ? 'present' : 'ahead';
        return (
          <li key={step} data-state={state} aria-current={state === 'present' ? 'step' : undefined}>
            <Station state={state} percent={state === 'present' ? percent : null} />
            <span>{STEP_NAMES[step]}</span>
          </li>
        );
      })}
    </ol>
  );
}

export function Station({ state, percent }: { state: 'done' | 'present' | 'ahead'; percent: number | null }) {
  const filled = percent === null ? 0.28 : Math.max(0.03, percent / 100);
  return (
    <svg viewBox="0 0 36 36" width="44" height="44" aria-hidden="true" className={state === 'present' && percent === null ? 'berth-turning' : undefined}>
      <circle cx="18" cy="18" r={RADIUS} className="berth-ring" />
      {state === 'done' && <path d="m12 18.5 4 4 8-9" className="berth-tick" />}
      {state === 'present' && <circle cx="18" cy="18" r={RADIUS} className="berth-ring-filled" strokeDasharray={`${ROUND * filled} ${ROUND}`} transform="rotate(-90 18 18)" />}
      {state === 'present' && percent !== null && <text x="18" y="18" className="berth-ring-text">{Math.round(percent)}</text>}
    </svg>
  );
}
