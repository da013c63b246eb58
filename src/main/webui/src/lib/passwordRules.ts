export const MIN_LENGTH = 12;

export interface Rule { text: string; met: boolean }

/** What the server asks for, told while typing instead of after the refusal. */
export function passwordRules(current: string, next: string, repeat: string): Rule[] {
  const missing = MIN_LENGTH - [...next].length;
  return [
    { text: missing > 0 && next ? `At least ${MIN_LENGTH} characters (${missing} more)` : `At least ${MIN_LENGTH} characters`, met: missing <= 0 },
    { text: 'Different from the current password', met: next !== '' && next !== current },
    { text: 'Both entries are the same', met: next !== '' && next === repeat },
  ];
}
