import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react';

const listeners = new Set<() => void>();
const notify = () => listeners.forEach(listener => listener());
window.addEventListener('popstate', notify);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function navigate(to: string, options: { replace?: boolean } = {}) {
  history[options.replace ? 'replaceState' : 'pushState'](null, '', to);
  window.scrollTo(0, 0);
  notify();
}

export const usePath = () => useSyncExternalStore(subscribe, () => location.pathname);

/** The last part of a path like `/sessions/{id}`, or null when the path is another one. */
export function match(path: string, prefix: string): string | null {
  if (!path.startsWith(prefix)) return null;
  const rest = path.slice(prefix.length);
  return rest && !rest.includes('/') ? decodeURIComponent(rest) : null;
}

/** Let the browser handle new tabs, downloads and the like; take only the plain click. */
export function followLink(event: MouseEvent<HTMLElement>, to: string) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  navigate(to);
}

export function Link({ to, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a href={to} {...rest} onClick={event => followLink(event, to)} />;
}

/** Where to go after the login: only a path of this console, never another site. */
export function safeNext(next: string | null, origin = location.origin): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return '/';
  try {
    const url = new URL(next, origin);
    const inApp = url.origin === origin && !/^\/(api|login|password)(\/|$)/.test(url.pathname);
    return inApp ? url.pathname + url.search : '/';
  } catch {
    return '/';
  }
}
