import { ago, bytes } from '../lib/format';
import type { ImageCell, ImageOutcome, Images, ImageState } from '../nodes/types';

export interface At { row: number; column: number }
export type Matrix = Images & { cell: (image: string, nodeId: string) => ImageCell };

const NAMES: Record<ImageState, string> = { present: 'Present', pulling: 'Pulling', failed: 'Failed', missing: 'Missing' };

/** What nobody has reported is missing. */
export function matrixOf(images: Images): Matrix {
  const cells = new Map(images.cells.map(cell => [`${cell.nodeId} ${cell.image}`, cell]));
  return {
    ...images,
    cell: (image, nodeId) => cells.get(`${nodeId} ${image}`) ?? { nodeId, image, state: 'missing', percent: null, detail: null, sizeBytes: null, at: null },
  };
}

export const cellText = ({ state, percent }: Pick<ImageCell, 'state' | 'percent'>) =>
  state === 'pulling' && percent !== null && percent !== undefined ? `${Math.round(percent)} %` : NAMES[state] ?? state;

/** All that is known about a cell, for below the table and for those who hear it. */
export function cellSentence(cell: ImageCell, node: string, now: number): string {
  const when = cell.at ? `, ${ago(cell.at, now)}` : '';
  switch (cell.state) {
    case 'present': return `${cell.image} is present on ${node}${cell.sizeBytes ? ` (${bytes(cell.sizeBytes)})` : ''}.`;
    case 'pulling': return `${cell.image} is being pulled on ${node}${cell.percent === null || cell.percent === undefined ? '' : `: ${Math.round(cell.percent)} %`}${cell.detail ? `, ${cell.detail}` : ''}.`;
    case 'failed': return `${cell.image} could not be pulled on ${node}${when}: ${cell.detail ?? 'no reason was given'}`;
    case 'missing': return `${cell.image} is not on ${node}; the first session there has to wait for it${cell.detail ? `. ${cell.detail}` : '.'}`;
  }
}

/** "2 of 5 ready, 1 pulling, 1 failed" */
export function readiness(matrix: Matrix, image: string, nodes = matrix.nodes): string {
  const states = nodes.map(node => matrix.cell(image, node.id).state);
  const count = (state: ImageState) => states.filter(one => one === state).length;
  const rest = (['pulling', 'failed'] as const).filter(state => count(state) > 0).map(state => `, ${count(state)} ${state}`);
  return `${count('present')} of ${states.length} ready${rest.join('')}`;
}

/** "Ordered on 4 nodes, 1 could not be asked; 3 images removed, 2.1 GiB freed" */
export function outcomeText(outcomes: ImageOutcome[]): string {
  const done = outcomes.filter(outcome => outcome.ok).length;
  const removed = outcomes.reduce((sum, outcome) => sum + outcome.removed.length, 0);
  const freed = outcomes.reduce((sum, outcome) => sum + outcome.freedBytes, 0);
  return `Ordered on ${done} ${done === 1 ? 'node' : 'nodes'}${done < outcomes.length ? `, ${outcomes.length - done} could not do it` : ''}`
    + (removed > 0 ? `; ${removed} ${removed === 1 ? 'image' : 'images'} removed, ${bytes(freed)} freed` : '');
}

/** Where a key leads within the table, or null when it is none of its keys. */
export function step(at: At, key: string, rows: number, columns: number): At | null {
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  switch (key) {
    case 'ArrowLeft': return { ...at, column: within(at.column - 1, columns) };
    case 'ArrowRight': return { ...at, column: within(at.column + 1, columns) };
    case 'ArrowUp': return { ...at, row: within(at.row - 1, rows) };
    case 'ArrowDown': return { ...at, row: within(at.row + 1, rows) };
    case 'Home': return { ...at, column: 0 };
    case 'End': return { ...at, column: columns - 1 };
    default: return null;
  }
}
