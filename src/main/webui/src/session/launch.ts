import { api } from '../api';
import { launched } from '../hooks/useSession';
import { navigate } from '../router';
import type { Session } from '../types';
import { redeemEarly } from './grant';
import { loadViewer } from './preload';

/** Asks for a session and shows its page at once; the page shows how the launch goes on. */
export async function launch(workspaceId: string, options: { replace?: boolean } = {}) {
  void loadViewer().catch(() => undefined);
  const session = await api.post<Session>('/sessions', { workspaceId });
  launched.set(session.id, session);
  redeemEarly(session.id);
  navigate(`/sessions/${session.id}`, options);
}
