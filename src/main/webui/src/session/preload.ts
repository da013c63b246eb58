/** The viewer is a chunk of its own; asking for it early keeps it off the way to the first frame. */
export const loadViewer = () => import('./framedRfb');
/** The same for existing machines. */
export const loadMachine = () => import('./remote/machine');

export function preloadViewer() {
  const idle = window.requestIdleCallback ?? ((run: () => void) => window.setTimeout(run, 300));
  idle(() => void loadViewer().catch(() => undefined));
}
