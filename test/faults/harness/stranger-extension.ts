import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExtensionBrowser } from '../../e2e/harness/extension-browser.ts';

declare const chrome: {
  runtime: {
    connect(id: string): {
      postMessage(message: unknown): void;
      onMessage: { addListener(listener: (message: unknown) => void): void };
      onDisconnect: { addListener(listener: () => void): void };
    };
    sendMessage(id: string, message: unknown, options: object): Promise<unknown>;
  };
};

export interface Forgery {
  /** What came back, as words; nothing where all is well. */
  readonly heard: readonly string[];
  /** How many tries were turned away. */
  readonly refused: number;
}

/** Runs in whatever extension: sends each message by a port of its own, and by itself. */
async function forge(id: string, messages: readonly unknown[]): Promise<Forgery> {
  const heard: string[] = [];
  let refused = 0;
  const byPort = (message: unknown) =>
    new Promise<void>((resolve) => {
      try {
        const port = chrome.runtime.connect(id);
        port.onMessage.addListener((reply) => void heard.push(JSON.stringify(reply)));
        port.onDisconnect.addListener(() => {
          refused += 1;
          resolve();
        });
        port.postMessage(message);
      } catch {
        refused += 1;
        resolve();
      }
    });
  const byItself = async (message: unknown) => {
    // Without options Firefox takes what could be options for them, and the id for the message.
    const reply = await chrome.runtime.sendMessage(id, message, {});
    if (reply !== undefined) heard.push(JSON.stringify(reply));
  };
  for (const message of messages) {
    await byPort(message);
    await byItself(message).catch(() => {
      refused += 1;
    });
  }
  return { heard, refused };
}

export interface StrangerExtension {
  remove(): Promise<void>;
}

/**
 * Another extension, which has a script in every page of 127.0.0.1. Script and background each
 * send all the messages to ours; what came of it is written into the page, as
 * `data-script` and `data-background`.
 */
export async function installStranger(
  { puppeteer, kind }: ExtensionBrowser,
  id: string,
  messages: readonly unknown[],
): Promise<StrangerExtension> {
  const directory = await mkdtemp(join(tmpdir(), `stranger-${kind}-`));
  const manifest = {
    manifest_version: 3,
    name: 'Stranger',
    version: '1',
    browser_specific_settings: { gecko: { id: 'stranger@stranger.example' } },
    host_permissions: ['http://127.0.0.1/*'],
    content_scripts: [{ matches: ['http://127.0.0.1/*'], js: ['script.js'] }],
    // Each browser leaves out what is the other's.
    background: { service_worker: 'background.js', scripts: ['background.js'] },
  };
  const forgery = `(${forge})(${JSON.stringify(id)}, ${JSON.stringify(messages)})`;
  const background = `chrome.runtime.onMessage.addListener((message, sender, reply) => {
    if (message !== 'forge') return false;
    ${forgery}.then(reply);
    return true;
  });`;
  const script = `(async () => {
    const { dataset } = document.documentElement;
    dataset.script = JSON.stringify(await ${forgery});
    dataset.background = JSON.stringify(await chrome.runtime.sendMessage('forge'));
  })();`;
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(directory, 'background.js'), background);
  await writeFile(join(directory, 'script.js'), script);
  const installed = await puppeteer.installExtension(directory);
  return {
    remove: async () => {
      await puppeteer.uninstallExtension(installed);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
