import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import type { Conversation } from '../../core/conversation.ts';
import { wakeMessage } from '../../core/protocol.ts';
import { cardHost } from '../e2e/harness/card.ts';
import { chooseFromMenu, waitForMenu } from '../e2e/harness/menu.ts';
import { waitForAnswer } from '../e2e/harness/panel.ts';
import { readStored, readStoredUnder, type StoredText } from '../e2e/harness/stored.ts';
import { waitForAsk } from './harness/chat.ts';
import { forgeMessages, junk, type Target } from './harness/forged-messages.ts';
import { type Forgery, installStranger } from './harness/stranger-extension.ts';
import { inEachBrowserWith } from './harness/test.ts';

interface Script<Given, Result> {
  readonly target: { readonly tabId: number };
  readonly func: (given: Given) => Promise<Result>;
  readonly args: [Given];
}

declare const chrome: {
  runtime: {
    readonly id: string;
    connect(): {
      postMessage(message: unknown): void;
      onMessage: { addListener(listener: (message: { type: string }) => void): void };
    };
    sendMessage(message: unknown): Promise<unknown>;
    getURL(path: string): string;
  };
  storage: Record<'local' | 'session' | 'sync', { get(keys: null): Promise<object> }>;
  tabs: { query(about: object): Promise<readonly { id: number; url?: string }[]> };
  scripting: {
    executeScript<Given, Result>(
      script: Script<Given, Result>,
    ): Promise<readonly [{ result: Result }]>;
  };
};

/** All that is stored, once what was sent last is no draft any more. */
async function readAtRest(panel: Page): Promise<StoredText> {
  await expect.poll(() => readStoredUnder(panel, 'draft:')).toEqual({});
  return readStored(panel);
}

/** All that is stored but the list, what belongs to such a conversation, and running text. */
function withoutOwn(stored: StoredText, own = 'none'): StoredText {
  const entries = Object.entries(stored).filter(
    ([key]) => !(key.includes(own) || /^(history|piece|search):/.test(key)),
  );
  return Object.fromEntries(entries);
}

/** All questions by their ids, as a stranger could at best guess them. */
function targetsIn(stored: StoredText): readonly Target[] {
  return Object.entries(stored)
    .filter(([key]) => key.startsWith('conversation:'))
    .flatMap(([, text]) => {
      const { id: conversationId, turns }: Conversation = JSON.parse(text).conversation;
      return turns.map(({ id, askId }) => ({ conversationId, turnId: id, askId }));
    });
}

/** Runs in the panel: has a script of ours in the open tab send all this, and then ask itself. */
async function sendFromTab(given: {
  /** JSON: Firefox's driver refuses objects that shadow what all objects have. */
  readonly messages: string;
  readonly own: string;
}): Promise<string> {
  const tabs = await chrome.tabs.query({});
  // The click has let the extension see the address of that tab.
  const opened = tabs.find(({ url }) => url?.endsWith('/strangers'));
  if (!opened) throw new Error('No tab is open to scripts of ours');
  const [{ result }] = await chrome.scripting.executeScript({
    target: { tabId: opened.id },
    args: [given],
    // Only its own text reaches the page, so it names nothing outside itself.
    func: async ({ messages, own }) => {
      const port = chrome.runtime.connect();
      const heard: object[] = [];
      const ended = new Promise<void>((resolve) => {
        port.onMessage.addListener((message) => {
          heard.push(message);
          if (message.type === 'answer-end') resolve();
        });
      });
      const list: readonly unknown[] = JSON.parse(messages);
      for (const message of list) {
        port.postMessage(message);
        // Rejects, or throws, where nobody answers: that is as it should be.
        Promise.resolve(message)
          .then((each) => chrome.runtime.sendMessage(each))
          .catch(() => {});
      }
      port.postMessage({
        type: 'ask-start',
        conversationId: own,
        askId: own,
        question: { text: `A question of its own: ${own}` },
        model: '',
      });
      await ended;
      return JSON.stringify(heard);
    },
  });
  return result;
}

/** Runs in the panel: what a script of ours in the open tab can read, by where it looks. */
async function readFromTab(): Promise<Readonly<Record<string, string>>> {
  const tabs = await chrome.tabs.query({});
  // The click has let the extension see the address of that tab.
  const opened = tabs.find(({ url }) => url?.endsWith('/strangers'));
  if (!opened) throw new Error('No tab is open to scripts of ours');
  const [{ result }] = await chrome.scripting.executeScript({
    target: { tabId: opened.id },
    args: [['tabs', 'history', 'cookies', 'windows', 'contextMenus', 'scripting', 'sidePanel']],
    func: async (names) => {
      const tell = async (look: () => Promise<unknown>) => {
        try {
          return JSON.stringify(await look()) ?? 'nothing';
        } catch {
          return 'refused';
        }
      };
      const mayCall = (name: string) =>
        Object.values(Reflect.get(chrome, name) ?? {}).some((each) => typeof each === 'function');
      return {
        local: await tell(() => chrome.storage.local.get(null)),
        session: await tell(() => chrome.storage.session.get(null)),
        sync: await tell(() => chrome.storage.sync.get(null)),
        databases: await tell(() => indexedDB.databases()),
        localStorage: await tell(async () => ({ ...localStorage })),
        panel: await tell(() =>
          fetch(chrome.runtime.getURL('sidepanel.html')).then(({ status }) => status),
        ),
        calls: await tell(async () => names.filter(mayCall)),
      };
    },
  });
  return result;
}

const text = '<body style="margin: 60px"><p id="text">Plants eat light.</p></body>';

/** With a page that the user's click has let scripts of ours into; its card is done. */
const withPage = inEachBrowserWith({ headful: true }).map(({ kind, test }) => ({
  kind,
  test: test.extend('page', { scope: 'file' }, async ({ browser, service, site, display }) => {
    await waitForMenu(browser, 'card');
    const page = await browser.openAddress(site.add('/strangers', text));
    const element = await page.waitForSelector('#text');
    if (!element) throw new Error('The page has no text');
    await chooseFromMenu(browser, display, element, 'explain');
    const ask = await waitForAsk(service, 'Plants eat light.');
    ask.write('They do.');
    ask.end();
    return page;
  }),
}));

describe.each(withPage)('Strangers meddle in $kind', ({ kind, test }) => {
  test('a script of ours in a page sends every message', {
    meta: {
      promise: 'only its own question is answered; it hears and changes nothing of the others',
    },
  }, async ({ page, chat, service, browser, see }) => {
    const { panel } = chat;
    expect(await page.$(cardHost)).not.toBeNull();
    const secret = await chat.ask();
    secret.write('A secret answer');
    await chat.waitForText('A secret answer');
    await chat.waitUntilStored();
    const before = await readAtRest(panel);
    const asked = service.asks.length;
    const requests = service.requests.length;
    const own = `own-${browser.kind}`;
    const messages = JSON.stringify([
      ...junk,
      // All but the one that opens the panel: any card may send that.
      ...forgeMessages(targetsIn(before)).filter(({ type }) => type !== 'panel-open'),
      wakeMessage,
    ]);
    const sending = panel.evaluate(sendFromTab, { messages, own });
    const ask = await waitForAsk(service, own);
    ask.write('Its own answer');
    ask.end();
    const heard = await sending;
    expect(heard).toContain('Its own answer');
    expect(heard).not.toContain('secret');
    expect(heard).not.toMatch(/snapshot|models|connection-result|rebuilt|update/);
    expect(withoutOwn(await readStored(panel), own)).toEqual(withoutOwn(before, own));
    expect(service.asks).toHaveLength(asked + 1);
    expect(service.requests).toHaveLength(requests + 1);
    secret.write(', complete');
    secret.end();
    const outcome = await chat.expectOutcome({ text: 'A secret answer, complete', says: '' });
    see(`it heard its own answer alone; the other: ${outcome}`);
  });

  test('a script of ours in a page looks for what is stored', {
    meta: {
      promise:
        kind === 'chromium'
          ? 'it sees nothing of history and settings; there is no key'
          : 'it sees what Firefox shows to it, history and settings, and no key, as there is none',
    },
  }, async ({ page, chat, see }) => {
    expect(await page.$(cardHost)).not.toBeNull();
    const ask = await chat.ask();
    ask.write('A secret answer.');
    ask.end();
    await chat.expectOutcome({ text: 'A secret answer.', says: '' });
    const { local = '', ...rest } = await chat.panel.evaluate(readFromTab);
    expect(JSON.stringify(rest)).not.toContain('secret');
    expect(rest).toEqual({
      session: 'refused',
      sync: '{}',
      databases: '[]',
      localStorage: '{}',
      panel: 'refused',
      calls: '[]',
    });
    if (kind === 'chromium') {
      expect(local).toBe('refused');
      return see('storage.local and all else refused or empty');
    }
    // Decision 12: what is stored is conversations and settings, and none of it is a secret.
    const keys = Object.keys(JSON.parse(local));
    const known =
      /^(conversation:|history:|piece:|search:|draft:|damaged:|(waiting|models|settings)$)/;
    expect(keys.filter((key) => !known.test(key))).toEqual([]);
    expect(local).not.toMatch(/"[^"]*(key|token|password|cookie|secret)[^"]*":/i);
    see('conversations, drafts and settings, no key or password; all else refused');
  });

  test('a page sends every message', {
    meta: {
      promise: 'nobody listens: nothing changes, not even in the card that is open there',
    },
  }, async ({ page, chat, service, see }) => {
    const { panel } = chat;
    const ask = await chat.ask();
    ask.write('Undisturbed');
    await chat.waitForText('Undisturbed');
    await chat.waitUntilStored();
    const before = await readAtRest(panel);
    const asked = service.asks.length;
    const id = await panel.evaluate(() => chrome.runtime.id);
    const messages = [...junk, ...forgeMessages(targetsIn(before)), wakeMessage];
    const { replies, refused } = await page.evaluate(forgeFromPage, {
      id,
      messages: JSON.stringify(messages),
    });
    expect(replies).toEqual([]);
    expect(refused).toBe(2 * messages.length);
    expect(await page.$(cardHost)).not.toBeNull();
    ask.write(' to the end.');
    await chat.waitForText('Undisturbed to the end.');
    expect(withoutOwn(await readStored(panel))).toEqual(withoutOwn(before));
    expect(service.asks).toHaveLength(asked);
    ask.end();
    const outcome = await chat.expectOutcome({ text: 'Undisturbed to the end.', says: '' });
    see(`posted, dispatched, broadcast, and sent by the browser’s API: no reply; ${outcome}`);
  });

  test('another extension sends every message', {
    meta: { promise: 'nobody listens: every port and message is turned away, nothing changes' },
  }, async ({ chat, browser, service, site, see }) => {
    const { panel } = chat;
    const ask = await chat.ask();
    ask.write('Undisturbed');
    await chat.waitForText('Undisturbed');
    await chat.waitUntilStored();
    const before = await readAtRest(panel);
    const asked = service.asks.length;
    const id = await panel.evaluate(() => chrome.runtime.id);
    const messages = [...junk, ...forgeMessages(targetsIn(before).slice(-2)), wakeMessage];
    const stranger = await installStranger(browser, id, messages);
    const page = await browser.openAddress(site.add('/another', text));
    const read = () => page.evaluate(() => ({ ...document.documentElement.dataset }));
    // Some hundreds of messages, one after another.
    await expect
      .poll(read, { timeout: 40_000 })
      .toMatchObject({ background: expect.stringContaining('refused') });
    const { script = '', background = '' } = await read();
    const forgeries: readonly Forgery[] = [JSON.parse(script), JSON.parse(background)];
    for (const forgery of forgeries) {
      expect(forgery).toEqual({ heard: [], refused: 2 * messages.length });
    }
    await page.close();
    await stranger.remove();
    expect(withoutOwn(await readStored(panel))).toEqual(withoutOwn(before));
    expect(service.asks).toHaveLength(asked);
    ask.write(' to the end.');
    ask.end();
    await waitForAnswer(panel, 'Undisturbed to the end.');
    const outcome = await chat.expectOutcome({ text: 'Undisturbed to the end.', says: '' });
    see(`from its background and from its script in a page: all refused; ${outcome}`);
  });
});

interface Replies {
  readonly replies: readonly unknown[];
  /** How often the browser’s API was not there, or turned a message away. */
  readonly refused: number;
}

/** Runs in a page of the web: sends everything in every way that a page has. */
async function forgeFromPage({
  id,
  messages,
}: {
  readonly id: string;
  /** JSON. */
  readonly messages: string;
}): Promise<Replies> {
  const list: readonly unknown[] = JSON.parse(messages);
  const replies: unknown[] = [];
  let refused = 0;
  const channel = new BroadcastChannel('aside');
  channel.addEventListener('message', ({ data }) => replies.push(data));
  const targets = [window, document, ...document.querySelectorAll('*')];
  for (const message of list) {
    postMessage(message, '*');
    channel.postMessage(message);
    for (const target of targets) {
      for (const type of ['message', 'aside', 'connect']) {
        target.dispatchEvent(new MessageEvent(type, { data: message, bubbles: true }));
        target.dispatchEvent(new CustomEvent(type, { detail: message, bubbles: true }));
      }
    }
    // Most pages have no such call, and then there is nobody to send to.
    for (const name of ['chrome', 'browser']) {
      try {
        const { runtime } = Reflect.get(globalThis, name);
        const reply = await runtime.sendMessage(id, message);
        if (reply !== undefined) replies.push(reply);
      } catch {
        refused += 1;
      }
    }
  }
  channel.close();
  return { replies, refused };
}
