/** Something to delete must always be there, or the touch keyboard does not report a backspace. */
export const PADDING = '_'.repeat(50);

/** What was typed between two contents of the hidden field: so many deletions, then this text. */
export function typedSince(before: string, now: string): { removed: number; added: string } {
  const [a, b] = [[...before], [...now]];
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  return { removed: a.length - common, added: b.slice(common).join('') };
}
