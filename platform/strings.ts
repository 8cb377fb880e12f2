import type { Translate } from '../core/strings.ts';
import { browser } from './browser.ts';

/** A string of `_locales` in the browser's language. */
export const translate: Translate = (key, ...substitutions) =>
  browser.i18n.getMessage(key, substitutions.map(String));

/** The browser's language as a tag, such as "pt-BR". */
export function uiLanguage(): string {
  return browser.i18n.getUILanguage();
}

/** The browser's language by its English name, such as "Portuguese (Brazil)". */
export function uiLanguageName(): string {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  return names.of(uiLanguage()) ?? 'English';
}

/** The direction in which the browser's language is written: "ltr" or "rtl". */
export function uiDirection(): string {
  return browser.i18n.getMessage('@@bidi_dir');
}
