import { api } from '../api';
import { launched } from '../hooks/useSession';
import { navigate } from '../router';
import type { Session } from '../types';
import { redeemEarly } from './grant';
import { loadMachine, loadViewer } from './preload';
import { scalingMode } from './scaling';

/** The desktop starts in the size of this window, unless it is to keep its own. */
function screenSize() {
  return scalingMode.get() === 'remote' ? { width: window.innerWidth, height: window.innerHeight } : undefined;
}

/** Asks for a session and shows its page at once; the page shows how the launch goes on. */
export async function launch(workspaceId: string, options: { replace?: boolean; zone?: string } = {}) {
  void loadViewer().catch(() => undefined);
  const session = await api.post<Session>('/sessions', { workspaceId, screen: screenSize(), ...(options.zone ? { zone: options.zone } : {}) });
  if (session.protocol === 'guacamole') void loadMachine().catch(() => undefined);
  launched.set(session.id, session);
  redeemEarly(session.id);
  navigate(`/sessions/${session.id}`, options);
}
