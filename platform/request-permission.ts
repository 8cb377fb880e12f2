import { browser } from './browser.ts';

/** Asks the user. Call it at once in the handler of a click: the browser wants the gesture. */
export function requestPermission(pattern: string): Promise<boolean> {
  return browser.permissions.request({ origins: [pattern] });
}
