import type { Strategy } from './types';

export const STRATEGIES: Record<Strategy, { name: string; help: string }> = {
  'least-load': { name: 'Least load', help: 'Spreads sessions by what they reserve: every node stays as free as possible.' },
  'most-load': { name: 'Most load', help: 'Fills one node before the next, so that others can be switched off.' },
  'fewest-sessions': { name: 'Fewest sessions', help: 'Spreads by number of sessions, whatever their size.' },
  'most-sessions': { name: 'Most sessions', help: 'Fills one node before the next, by number of sessions.' },
};

export const strategyName = (strategy: Strategy) => STRATEGIES[strategy]?.name ?? strategy;
