import { browser } from './browser.ts';

/** Whether the extension may reach what the match pattern covers. */
export function hasPermission(pattern: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [pattern] });
}

/** Asks the user. Call it at once in the handler of a click: the browser wants the gesture. */
export function requestPermission(pattern: string): Promise<boolean> {
  return browser.permissions.request({ origins: [pattern] });
}
