/**
 * To be imported before the polyfill, which looks for an API of this name. In a page in Chromium
 * it would find the page's element of this name instead, if there is one.
 */
if (!Object.hasOwn(globalThis, 'browser')) Reflect.set(globalThis, 'browser', undefined);
