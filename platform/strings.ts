import type { Translate } from '../core/strings.ts';
import { browser } from './browser.ts';

/** A string of `_locales` in the browser's language. */
export const translate: Translate = (key, ...substitutions) =>
  browser.i18n.getMessage(key, substitutions.map(String));

/** The browser's language by its English name, such as "Portuguese (Brazil)". */
export function uiLanguageName(): string {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  return names.of(browser.i18n.getUILanguage()) ?? 'English';
}

/** Says of an element in which language its strings are, and how that is written. */
export function setLanguage(element: HTMLElement): void {
  // Not the browser's language: there may be no strings in that one.
  element.lang = translate('language');
  element.dir = translate('direction');
}
