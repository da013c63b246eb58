import { expect, test } from 'vitest';
import { cellSentence, cellText, matrixOf, outcomeText, readiness, step } from '../src/images/model';
import { images, nodes } from './fake/deployment';

const matrix = matrixOf(images(nodes(4)));

test('what nobody reported is missing', () => {
  expect(matrixOf({ images: [{ image: 'a:1', workspaces: [] }], nodes: [{ id: 'n', name: 'n', zone: 'z' }], cells: [] }).cell('a:1', 'n').state).toBe('missing');
});

test('cells and rows are told in words', () => {
  const cell = { nodeId: 'n', image: 'a:1', percent: null, detail: null, sizeBytes: null, at: null };
  expect(cellText({ state: 'pulling', percent: 42.6 })).toBe('43 %');
  expect(cellText({ state: 'pulling', percent: null })).toBe('Pulling');
  expect(cellSentence({ ...cell, state: 'failed', detail: 'no space left on device', at: '2026-01-01T12:00:00Z' }, 'n1', Date.parse('2026-01-01T12:00:30Z')))
    .toBe('a:1 could not be pulled on n1, 30 s ago: no space left on device');
  expect(cellSentence({ ...cell, state: 'present', sizeBytes: 2 ** 30 }, 'n1', 0)).toBe('a:1 is present on n1 (1 GiB).');
  expect(readiness(matrix, matrix.images[0]!.image)).toBe('4 of 8 ready, 2 pulling, 1 failed');
});

test('arrows stay within the table, other keys are left alone', () => {
  expect(step({ row: 0, column: 0 }, 'ArrowLeft', 2, 3)).toEqual({ row: 0, column: 0 });
  expect(step({ row: 0, column: 0 }, 'ArrowDown', 2, 3)).toEqual({ row: 1, column: 0 });
  expect(step({ row: 1, column: 0 }, 'End', 2, 3)).toEqual({ row: 1, column: 2 });
  expect(step({ row: 1, column: 2 }, 'Tab', 2, 3)).toBeNull();
});

test('orders say what became of them', () => {
  const outcome = { nodeId: 'n', name: 'n', ok: true, detail: null, removed: ['a:1', 'b:1'], freedBytes: 2 ** 30 };
  expect(outcomeText([outcome, { ...outcome, ok: false, removed: [], freedBytes: 0 }])).toBe('Ordered on 1 node, 1 could not do it; 2 images removed, 1 GiB freed');
});
