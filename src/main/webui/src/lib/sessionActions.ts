import { api } from '../api';
import type { Session, SessionAction } from '../types';

/** Buttons in the order in which they stand, and what a person is told they do. */
export const REST_ACTIONS: { action: Exclude<SessionAction, 'end'>; title: string; help: string }[] = [
  { action: 'resume', title: 'Resume', help: 'Go on where you left off' },
  { action: 'pause', title: 'Pause', help: 'Pause: freeze the desktop as it is' },
  { action: 'stop', title: 'Stop', help: 'Stop: close all programs, keep the files' },
];

export const restActions = (session: Pick<Session, 'actions'>) => REST_ACTIONS.filter(({ action }) => session.actions.includes(action));

export const changeSession = (id: string, action: Exclude<SessionAction, 'end'>) => api.post<Session>(`/sessions/${id}/${action}`);
