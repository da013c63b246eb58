import { store } from './store';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'berth.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const stored = localStorage.getItem(KEY);

export const theme = store<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');

function apply() {
  const isDark = theme.get() === 'dark' || (theme.get() === 'system' && dark.matches);
  document.documentElement.classList.toggle('pf-v6-theme-dark', isDark);
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
}

export function startTheme() {
  apply();
  dark.addEventListener('change', apply);
  theme.subscribe(() => {
    localStorage.setItem(KEY, theme.get());
    apply();
  });
}
