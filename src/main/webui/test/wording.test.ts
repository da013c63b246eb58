import { expect, test } from 'vitest';
import { endingOf, isResting, progressText, stepOf } from '../src/lib/wording';
import type { EndReason } from '../src/types';

test('progress is told with the percentage where there is one', () => {
  expect(progressText({ state: 'requested', progress: null })).toBe('Finding a place');
  expect(progressText({ state: 'starting', progress: { step: 'pulling', percent: 42.7, detail: null } })).toBe('Fetching the image 43 %');
  expect(progressText({ state: 'starting', progress: { step: 'starting', percent: null, detail: null } })).toBe('Starting');
  expect(progressText({ state: 'running', progress: null })).toBe('Running');
});

test('a session at rest says so', () => {
  const texts = (['pausing', 'paused', 'stopping', 'stopped', 'resuming'] as const).map(state => progressText({ state, progress: null }));
  expect(texts).toEqual(['Pausing', 'Paused', 'Stopping', 'Stopped', 'Resuming']);
  expect((['running', 'paused', 'stopped', 'ended'] as const).map(isResting)).toEqual([false, true, true, false]);
});

test('a running session is at the last step until its picture is there', () => {
  expect(stepOf({ state: 'running', progress: null })).toBe('connecting');
  expect(stepOf({ state: 'starting', progress: null })).toBe('starting');
});

test('every reason has its own message, and an unknown one does not break the page', () => {
  const reasons: EndReason[] = ['ended-by-user', 'ended-by-administrator', 'time-limit', 'keepalive-expired', 'launch-failed', 'container-lost', 'user-disabled', 'user-deleted'];
  expect(new Set(reasons.map(reason => endingOf(reason).title)).size).toBe(reasons.length);
  expect(endingOf('struck-by-lightning' as EndReason).title).toBe('This session has ended');
  expect(endingOf(null).title).toBe('This session has ended');
});
