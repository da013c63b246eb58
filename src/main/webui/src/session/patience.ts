/** How often it is tried again without anybody asking. */
export type Patience = 'always' | 'few' | 'never';

/** Why a machine is not to be seen, for the person who wants to see it. */
export interface Failure { title: string; text: string; advice: string; patience: Patience; said: string | null }

const FEW = 3;

/** @param attempts made since the last connection that held */
export const triesAgain = (patience: Patience, attempts: number) => patience === 'always' || (patience === 'few' && attempts < FEW);
