import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { createDemoBackend } from '../../server/demo/demo.ts';
import { startServer } from '../../server/server.ts';
import { startLoopbackServer } from '../doubles/loopback-server.ts';
import { chooseOption, find, readText, waitForText } from './harness/find.ts';
import { askInPanel, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { answerDialog } from './harness/pointer.ts';
import { readSettings, readStored, writeStored } from './harness/stored.ts';
import { eachBrowser, firefoxTest } from './harness/test.ts';
import { insecureHost } from './harness/test-pages.ts';

/** What the options say below the server address. */
const readFinding = (options: Page) =>
  options.$eval('#server-finding', (finding) => finding.textContent);

/** Types over what a field holds and leaves the field, which is when it is saved. */
async function change(options: Page, role: string, name: string, text: string): Promise<void> {
  await find(options, role, name).fill(text);
  await options.keyboard.press('Tab');
}

describe.each(eachBrowser)('the options in $kind', ({ test }) => {
  test('a bad server address is refused where it is typed, with the reason', async ({
    browser,
  }) => {
    const options = await browser.openPage('options.html');
    for (const [typed, reason] of [
      ['   ', 'Type an address'],
      ['not an address', 'This is not an address'],
      ['ftp://example.com', 'Only addresses that begin with https:// or http://'],
      ['https://me:secret@example.com', 'Leave out the user name and password'],
      ['https://example.com/?a=b', 'Leave out everything from the'],
    ] as const) {
      await find(options, 'textbox', 'Server address').fill(typed);
      await find(options, 'button', 'Save').click();
      await expect.poll(() => readFinding(options)).toContain(reason);
    }
    const reopened = await browser.openPage('options.html');
    await find(reopened, 'textbox', 'Server address').wait();
    const saved = await reopened.$eval('#server-address', (field) => Reflect.get(field, 'value'));
    expect(saved).toBe('https://chat.ai365vip.com');
  });

  test('model, system prompt and temperature reach the server', async ({ browser, service }) => {
    service.models = [
      { id: 'gpt-4o', name: 'GPT-4o' },
      { id: 'tiny', name: 'Tiny' },
    ];
    const options = await browser.openPage('options.html');
    await find(options, 'button', 'Test connection').click();
    await waitForText(options, 'chat.ai365vip.com works. Models that it lists: 2 (gpt-4o, tiny).');
    await chooseOption(options, '#default-model', 'tiny');
    await change(options, 'textbox', 'System prompt', 'Answer in rhyme.');
    await change(options, 'spinbutton', 'Temperature', '0.3');
    await change(options, 'spinbutton', 'Temperature', '3');
    await waitForText(options, 'Type a number from 0 to 2.');
    // One is stored after the other.
    await expect.poll(() => readSettings(options)).toMatchObject({ temperature: 0.3 });

    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Hello');
    const first = await service.nextAsk();
    expect(first.body).toMatchObject({
      model: { id: 'tiny' },
      prompt: 'Answer in rhyme.',
      temperature: 0.3,
    });
    first.write('Hi.');
    first.end();
    await waitForEnd(panel);

    await chooseOption(panel, 'select[aria-label="Model"]', 'gpt-4o');
    await askInPanel(panel, 'And now?');
    const second = await service.nextAsk();
    expect(second.body).toMatchObject({ model: { id: 'gpt-4o' } });
    second.write('Now.');
    second.end();
    await waitForEnd(panel);
  });

  test('Test connection says in words what it found', async ({ browser, service }) => {
    const options = await browser.openPage('options.html');
    await find(options, 'button', 'Test connection').click();
    (await service.nextAsk()).respond(401, {}, 'No key, no answer');
    await expect
      .poll(() => readFinding(options))
      .toContain('chat.ai365vip.com refused the request (401)');
    expect(await readFinding(options)).toContain('The server says: No key, no answer');
    await find(options, 'button', 'Test connection').click();
    (await service.nextAsk()).write('Hello');
    await expect.poll(() => readFinding(options)).toContain('it answered a short question');
  });

  test('the theme is kept and put on every page', async ({ browser }) => {
    const options = await browser.openPage('options.html');
    await find(options, 'combobox', 'Theme').wait();
    await chooseOption(options, '#theme', 'dark');
    const panel = await browser.openPage('sidepanel.html');
    const scheme = () =>
      panel.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    await expect.poll(scheme).toBe('dark');
    await options.bringToFront();
    await chooseOption(options, '#theme', 'light');
    await expect.poll(scheme).toBe('light');
  });

  test('two pages of them that are used at once lose neither the choice of the other', async ({
    browser,
  }) => {
    const open = async () => {
      const page = await browser.openPage('options.html');
      await find(page, 'combobox', 'Theme').wait();
      return page;
    };
    const one = await open();
    const two = await open();
    const choose = (page: Page, field: string, choices: readonly string[]) =>
      page.$eval(
        field,
        (select, values) => {
          for (const value of values) {
            Reflect.set(select, 'value', value);
            select.dispatchEvent(new Event('change', { bubbles: true }));
          }
        },
        choices,
      );
    for (const [theme, selectionTarget] of [
      ['dark', 'panel'],
      ['light', 'card'],
      ['dark', 'panel'],
    ] as const) {
      await Promise.all([
        choose(one, '#theme', ['light', 'dark', 'system', theme]),
        choose(two, '#selection-target', ['panel', 'card', selectionTarget]),
      ]);
      await expect.poll(() => readSettings(one)).toMatchObject({ theme, selectionTarget });
    }
  });

  test('what storage does not take is told, and stored with the next change', async ({
    browser,
  }) => {
    const options = await browser.openPage('options.html');
    await find(options, 'combobox', 'Theme').wait();
    await options.evaluate(() => {
      const area = Reflect.get(globalThis, 'chrome').storage.local;
      const { set } = area;
      area.set = () => {
        area.set = set;
        return Promise.reject(new Error('Quota exceeded'));
      };
    });
    await chooseOption(options, '#theme', 'dark');
    await waitForText(options, 'This could not be saved.');
    expect(await readStored(options)).not.toHaveProperty('settings');
    await chooseOption(options, '#selection-target', 'panel');
    await expect
      .poll(() => readSettings(options))
      .toEqual({ version: 1, theme: 'dark', selectionTarget: 'panel' });
  });
});

describe.each(eachBrowser)('another server in $kind', ({ kind, test }) => {
  test.extend('headful', kind === 'chromium')(
    'is asked for once the user allows it, from where the question failed',
    async ({ browser, service, display = '', onTestFinished }) => {
      const server = await startServer({ port: 0, backend: createDemoBackend({ wordDelay: 0 }) });
      onTestFinished(server.close);
      const panel = await browser.openPage('sidepanel.html');
      await writeStored(panel, { settings: { version: 1, serverAddress: server.url } });
      await askInPanel(panel, 'What is cobalt?');
      await waitForText(panel, `The browser does not let Aside reach ${new URL(server.url).host}`);
      await find(panel, 'button', 'Allow access').click();
      const isAllowed = () =>
        panel.evaluate(() =>
          Reflect.get(globalThis, 'chrome').permissions.contains({
            origins: ['http://127.0.0.1/*'],
          }),
        );
      // Firefox is set to say yes; in Chromium a person does.
      if (kind === 'chromium') await answerDialog(display, isAllowed, 'Tab', 'Return');
      await waitForAnswer(panel, 'cobalt');
      await waitForEnd(panel);
      expect(await readText(panel, 'article', 'You')).toBe('What is cobalt?');
      expect(service.asks).toEqual([]);
    },
  );
});

// With the policy that Firefox would give us, every http address became an https one.
firefoxTest('a server is reached by plain http, on another machine too', async ({ browser }) => {
  const server = await startLoopbackServer((response) => response.end('Cobalt is a metal.'));
  const panel = await browser.openPage('sidepanel.html');
  const serverAddress = server.url.replace('127.0.0.1', insecureHost);
  await writeStored(panel, { settings: { version: 1, serverAddress } });
  await askInPanel(panel, 'What is cobalt?');
  await find(panel, 'button', 'Allow access').click();
  await waitForAnswer(panel, 'Cobalt is a metal.');
  expect(server.requests[0]?.headers.host).toBe(new URL(serverAddress).host);
});
