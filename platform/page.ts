import { setLanguage } from './strings.ts';

/** The element that a page is rendered into, with the language of its strings set on the page. */
export function pageRoot(): HTMLElement {
  setLanguage(document.documentElement);
  const root = document.getElementById('app');
  if (!root) throw new Error('The page has no element #app');
  return root;
}

const findTextbox = () => document.querySelector('textarea');

/** Gives the page's own textbox the focus: `autofocus` waits for a first frame. */
export function focusTextbox(): void {
  findTextbox()?.focus();
}

/** What was typed into the page's own textbox before its script came. */
export function textTyped(): string {
  return findTextbox()?.value ?? '';
}

/**
 * A page back from the back/forward cache: its port may be dead without having said so. Returns
 * what ends the listening.
 */
export function onPageRestored(listener: () => void): () => void {
  const shown = (event: PageTransitionEvent) => {
    if (event.persisted && event.isTrusted) listener();
  };
  addEventListener('pageshow', shown);
  return () => removeEventListener('pageshow', shown);
}

/** The page is about to go, or may be: what is to outlive it is kept now. */
export function onPageHidden(listener: () => void): void {
  addEventListener('pagehide', listener);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') listener();
  });
}

/** Called when the browser comes online; it wakes a background that sleeps. */
export function onOnline(listener: () => void): void {
  addEventListener('online', () => listener());
}

/** 128 random bits. Pages without a secure origin have no `crypto.randomUUID`. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
