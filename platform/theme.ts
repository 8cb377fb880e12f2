import type { Theme } from '../core/settings.ts';

// Storage is read too late for the first paint; this copy is there at once.
const key = 'theme';

/** Puts the theme of the last visit on the page, before anything is drawn. */
export function applyLastTheme(): void {
  const theme = localStorage.getItem(key);
  if (theme) document.documentElement.dataset.theme = theme;
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem(key, theme);
}
