import { uiLanguage } from './strings.ts';

/** The element that a page is rendered into, with the language of its strings set on the page. */
export function pageRoot(): HTMLElement {
  document.documentElement.lang = uiLanguage();
  const root = document.getElementById('app');
  if (!root) throw new Error('The page has no element #app');
  return root;
}

/** A page back from the back/forward cache: its port may be dead without having said so. */
export function onPageRestored(listener: () => void): void {
  addEventListener('pageshow', (event) => {
    if (event.persisted) listener();
  });
}

export function newId(): string {
  return crypto.randomUUID();
}
