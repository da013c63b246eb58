const KEY = 'berth.reloaded';
const AGAIN_AFTER_MS = 2_000;
const STYLE_ATTEMPTS = 20;
const STYLE_PAUSE_MS = 300;

/** Once, and not in a circle: when loading again did not help a moment ago, it will not help now either. */
export const mayReload = (last: string | null, now: number) => last === null || now - Number(last) > AGAIN_AFTER_MS;

/**
 * A part of the console that is loaded later can be missing: the network changed while it was on its way, or the
 * server has a newer console by now. Browsers remember the failure for as long as the page lives, so it starts anew.
 */
export function reloadOnMissingParts() {
  window.addEventListener('vite:preloadError', () => {
    if (!mayReload(sessionStorage.getItem(KEY), Date.now())) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
  });
}

/** The same for the style sheet of the first page: it is asked for again, for without it nothing can be used. */
export function loadMissingStyles() {
  document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]').forEach(link => {
    // scripts of this kind run after the style sheets have come, or have failed
    if (!link.sheet?.cssRules.length) loadStyleAgain(link, STYLE_ATTEMPTS);
  });
}

function loadStyleAgain(link: HTMLLinkElement, attempts: number) {
  const again = document.createElement('link');
  again.rel = 'stylesheet';
  again.href = link.href;
  if (attempts > 1) again.onerror = () => window.setTimeout(() => loadStyleAgain(again, attempts - 1), STYLE_PAUSE_MS);
  link.replaceWith(again);
}
