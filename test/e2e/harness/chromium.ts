import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, Page, Target } from 'puppeteer-core';
import type { LaunchedBrowser } from '../../../server/browser-launch.ts';
import {
  type BrowserDriver,
  type BrowserOptions,
  type ExtensionBrowser,
  launchExtensionBrowser,
} from './extension-browser.ts';
import { loginHost, serviceHost } from './scripted-service.ts';
import { insecureHost } from './test-pages.ts';

const driver: BrowserDriver = {
  kind: 'chromium',
  route: (servicePort) => {
    const rules = [serviceHost, loginHost].map((host) => `MAP ${host} 127.0.0.1:${servicePort}`);
    rules.push(`MAP ${insecureHost} 127.0.0.1`);
    return {
      args: [`--host-resolver-rules=${rules.join(',')}`, '--ignore-certificate-errors'],
    };
  },
  prepareProfile,
  readBackgroundErrors,
  endBackground,
  isBackgroundRunning: async (launched) => launched.browser.targets().some(isWorkerOf(launched)),
  announceUpdate,
  setOffline,
};

export function launchChromium(options: BrowserOptions): Promise<ExtensionBrowser> {
  return launchExtensionBrowser(driver, options);
}

/** The side panel docked in the window, once the extension or the user has opened it. */
export async function waitForDockedPanel({ puppeteer, origin }: ExtensionBrowser): Promise<Page> {
  const tabs = new Set(await puppeteer.pages());
  const target = await puppeteer.waitForTarget(async (candidate) => {
    if (!candidate.url().startsWith(`${origin}/sidepanel.html`)) return false;
    const page = await candidate.asPage();
    return !tabs.has(page);
  });
  return target.asPage();
}

/** Outside developer mode an extension that reloads itself is not let in again. */
async function prepareProfile(directory: string): Promise<void> {
  const preferences = { extensions: { ui: { developer_mode: true } } };
  await mkdir(join(directory, 'Default'));
  await writeFile(join(directory, 'Default/Preferences'), JSON.stringify(preferences));
}

const isWorkerOf =
  ({ origin }: LaunchedBrowser) =>
  (target: Target) =>
    target.type() === 'service_worker' && target.url().startsWith(`${origin}/`);

/** Listens in for a moment only: a debugger that stays keeps the worker alive. */
async function readBackgroundErrors(launched: LaunchedBrowser): Promise<readonly string[]> {
  const target = await launched.browser.waitForTarget(isWorkerOf(launched));
  const session = await target.createCDPSession();
  const errors: string[] = [];
  session.on('Runtime.exceptionThrown', ({ exceptionDetails: details }) => {
    errors.push(`background: ${details.exception?.description ?? details.text}`);
  });
  session.on('Runtime.consoleAPICalled', ({ type, args }) => {
    const words = args.map(({ value, description }) => String(value ?? description));
    if (type === 'error') errors.push(`background: ${words.join(' ')}`);
  });
  // What was said before is repeated first; the evaluation's reply comes after all of it.
  await session.send('Runtime.enable');
  await session.send('Runtime.evaluate', { expression: '0' });
  await session.detach();
  return errors;
}

/** By the event that the browser itself would send: `runtime.reload` loads the directory anew. */
async function announceUpdate(launched: LaunchedBrowser): Promise<() => Promise<void>> {
  const isWorker = isWorkerOf(launched);
  const target = await launched.browser.waitForTarget(isWorker);
  const session = await target.createCDPSession();
  const details = JSON.stringify({ version: 'next' });
  const expression = `chrome.runtime.onUpdateAvailable.dispatch(${details})`;
  await session.send('Runtime.evaluate', { expression });
  await session.detach();
  return async () => {
    await launched.browser.waitForTarget((each) => isWorker(each) && each !== target);
  };
}

/** Offline lasts as long as the session, which keeps the worker alive. */
const offlineSessions = new WeakMap<LaunchedBrowser, CDPSession>();

/**
 * Tells the worker so. Emulating it does not hold: another session in the same process, such as
 * that of a page which opens, makes the whole process online again.
 */
async function setOffline(launched: LaunchedBrowser, offline: boolean): Promise<void> {
  const session =
    offlineSessions.get(launched) ??
    (await (await launched.browser.waitForTarget(isWorkerOf(launched))).createCDPSession());
  offlineSessions.set(launched, session);
  const expression = offline
    ? "Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })"
    : "delete navigator.onLine; dispatchEvent(new Event('online'))";
  await session.send('Runtime.evaluate', { expression });
  if (offline) return;
  offlineSessions.delete(launched);
  await session.detach();
}

/** As the browser itself does with an idle worker, and without a debugger at the worker. */
async function endBackground({ browser }: LaunchedBrowser): Promise<void> {
  const [page] = await browser.pages();
  const session = await page?.createCDPSession();
  await session?.send('ServiceWorker.enable');
  await session?.send('ServiceWorker.stopAllWorkers');
  await session?.detach();
}
