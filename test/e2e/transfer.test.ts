import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { chooseOption, find, findAll, readText, waitForText } from './harness/find.ts';
import { focusedName, press, tabTo, waitForFocus } from './harness/keyboard.ts';
import { askInPanel, waitForAnswer, waitForEnd } from './harness/panel.ts';
import type { ScriptedService } from './harness/scripted-service.ts';
import { chooseInItem, openHistory as openList, seedHistory } from './harness/seeded-history.ts';
import { clearStored, readStored, readStoredUnder, writeStored } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';
import { bigExport, chooseFile, interceptDownloads } from './harness/transfer.ts';

const fixture = (name: string) => join(import.meta.dirname, '../fixtures/import', name);

async function ask(panel: Page, service: ScriptedService, question: string, answer: string) {
  await find(panel, 'button', 'New chat').click();
  await askInPanel(panel, question);
  const asked = await service.nextAsk();
  asked.write(answer);
  asked.end();
  await waitForAnswer(panel, answer.replaceAll('*', ''));
  await waitForEnd(panel);
}

const openHistory = (panel: Page) => find(panel, 'button', 'History').click();

const titles = (panel: Page) =>
  panel.$$eval('.conversation span', (spans) => spans.map((span) => span.textContent));

const conversationsIn = async (page: Page) =>
  Object.keys(await readStoredUnder(page, 'conversation:'));

const isCheckShown = async (page: Page) => (await page.$$('progress')).length > 0;

describe.each(eachBrowser)('export and import in $kind', ({ test }) => {
  test('all that is exported comes back after it was wiped, once', async ({
    browser,
    service,
    onTestFinished,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'aside-transfer-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const panel = await browser.openPage('sidepanel.html');
    await writeStored(panel, { settings: { version: 1, systemPrompt: 'Secret words' } });
    await ask(panel, service, 'What is cobalt?', 'A **blue** metal.');
    await ask(panel, service, 'What is tea?', 'Leaves.');
    const stored = await conversationsIn(panel);
    await openHistory(panel);
    const downloads = await interceptDownloads(panel);
    await find(panel, 'button', 'Export all').click();
    await find(panel, 'button', 'As JSON').click();
    await waitForText(panel, 'Exported conversations: 2.');
    const [exported] = await downloads();
    expect(exported?.name).toMatch(/^aside-conversations-\d{4}-\d\d-\d\d\.json$/);
    expect(JSON.parse(exported?.text ?? '')).toMatchObject({
      format: 'aside-conversations',
      conversations: [{ title: 'What is tea?' }, { title: 'What is cobalt?' }],
    });
    await find(panel, 'button', 'As Markdown').click();
    await expect.poll(async () => (await downloads())[1]?.text).toContain('A **blue** metal.');
    expect(JSON.stringify(await downloads())).not.toContain('Secret words');

    const path = join(folder, 'renamed.txt.json');
    await writeFile(path, exported?.text ?? '');
    await clearStored(panel);
    await waitForText(panel, 'No conversations yet');
    await find(panel, 'button', 'Import').click();
    await chooseFile(panel, path);
    await waitForText(panel, 'This is an export of Aside.');
    await waitForText(panel, 'Conversations to import: 2. Messages in them: 4.');
    expect(await conversationsIn(panel)).toEqual([]);
    await find(panel, 'button', 'Import 2').click();
    await waitForText(panel, 'Imported conversations: 2.');
    await expect.poll(() => titles(panel)).toEqual(['What is tea?', 'What is cobalt?']);
    expect((await conversationsIn(panel)).toSorted()).toEqual(stored.toSorted());

    await chooseFile(panel, path);
    await waitForText(panel, 'There is nothing to import.');
    await waitForText(panel, 'Already here and left as they are: 2.');
    expect(await findAll(panel, 'button', 'Import 2')).toEqual([]);

    await find(panel, 'button', 'What is cobalt?').click();
    await waitForAnswer(panel, 'A blue metal.');
    expect(
      await panel.$$eval('article strong', (all) => all.map((each) => each.textContent)),
    ).toEqual(['blue']);
    await askInPanel(panel, 'Is it old?');
    const next = await service.nextAsk();
    expect(JSON.stringify(next.body)).toContain('A **blue** metal.');
    next.write('Very.');
    next.end();
    await waitForEnd(panel);
    expect(await browser.readErrors()).toEqual([]);
  });

  test('one is exported from its menu, several from a selection, and a failure is told', async ({
    browser,
  }) => {
    await seedHistory(browser, { 'Red skies': 0, 'Blue seas': 1, 'Green hills': 3 });
    const panel = await openList(browser);
    const downloads = await interceptDownloads(panel);
    await chooseInItem(panel, 'Blue seas', 'Export');
    await expect.poll(async () => (await downloads()).length).toBe(1);
    await chooseInItem(panel, 'Blue seas', 'Export as JSON');
    await expect.poll(async () => (await downloads()).length).toBe(2);
    await find(panel, 'button', 'Select').click();
    await find(panel, 'checkbox', 'Red skies').click();
    await find(panel, 'checkbox', 'Green hills').click();
    await find(panel, 'button', 'Export as JSON').click();
    await expect.poll(async () => (await downloads()).length).toBe(3);
    const [markdown, one, two] = await downloads();
    expect(markdown?.name).toMatch(/\.md$/);
    expect(markdown?.text).toContain('Secret text of Blue seas.');
    const titlesIn = (text = '') =>
      JSON.parse(text).conversations.map(({ title }: { title: string }) => title);
    expect(titlesIn(one?.text)).toEqual(['Blue seas']);
    expect(titlesIn(two?.text)).toEqual(['Red skies', 'Green hills']);

    await find(panel, 'button', 'Done').click();
    await writeStored(panel, { 'conversation:seeded-1': 'damaged' });
    await chooseInItem(panel, 'Blue seas', 'Export');
    await waitForText(panel, 'could not be read from storage. No file was saved');
    expect(await downloads()).toHaveLength(3);
  });

  test('an export of ChatGPT comes in from the options, below what was asked here', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await ask(panel, service, 'What is tea?', 'Leaves.');
    const options = await browser.openPage('options.html');
    await find(options, 'button', 'Import').click();
    await chooseFile(options, fixture('chatgpt.json'));
    await waitForText(options, 'This is an export of ChatGPT.');
    await waitForText(options, 'Conversations to import: 2. Messages in them: 8.');
    await waitForText(options, 'Messages of the system and of tools, which stay out: 3.');
    await waitForText(options, 'Skipped because nothing is in them: 1.');
    await waitForText(options, 'Conversations: 1. ');
    await find(options, 'button', 'Import 2').click();
    await waitForText(options, 'Imported conversations: 2.');
    await waitForText(options, 'Conversations: 3. ');
    await panel.bringToFront();
    await openHistory(panel);
    await expect
      .poll(() => titles(panel))
      .toEqual(['What is tea?', 'Cobalt and its blues', 'How is tea made?']);
    await find(panel, 'button', 'Cobalt and its blues').click();
    await waitForAnswer(panel, 'That is smalt: đẹp quá! 🌱');
    expect(await readText(panel, 'article', 'You')).toContain('[Image: file-Glaze001]');
    await waitForText(panel, 'Smalt, cobalt blue and cerulean.');
    expect(await browser.readErrors()).toEqual([]);
  });

  test('an export of each other product is told by its shape, and comes in once', async ({
    browser,
  }) => {
    const options = await browser.openPage('options.html');
    await find(options, 'button', 'Import').click();
    for (const [file, product, count] of [
      ['page-assist.json', 'Page Assist', 1],
      ['open-webui.json', 'Open WebUI', 2],
      ['chatgptbox-sessions.json', 'ChatGPTBox', 1],
    ] as const) {
      const before = (await conversationsIn(options)).length;
      await chooseFile(options, fixture(file));
      await waitForText(options, `This is an export of ${product}.`);
      await find(options, 'button', `Import ${count}`).click();
      await waitForText(options, `Imported conversations: ${count}.`);
      expect(await conversationsIn(options)).toHaveLength(before + count);
      await chooseFile(options, fixture(file));
      await waitForText(options, 'There is nothing to import.');
      await waitForText(options, `Already here and left as they are: ${count}.`);
      await find(options, 'button', 'Cancel').click();
      expect(await conversationsIn(options)).toHaveLength(before + count);
    }
    expect(await browser.readErrors()).toEqual([]);
  });

  test('all of it is done by the keyboard alone', async ({ browser, onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'aside-transfer-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await seedHistory(browser, { 'Red skies': 0, 'Blue seas': 1 });
    let options = await browser.openPage('options.html');
    const downloads = await interceptDownloads(options);
    await find(options, 'button', 'Export all').wait();
    await tabTo(options, 'Export all');
    await press(options, 'Enter');
    await tabTo(options, 'As JSON');
    await press(options, 'Enter');
    await waitForFocus(options, 'Exported conversations: 2.');
    const path = join(folder, 'export.json');
    await writeFile(path, (await downloads())[0]?.text ?? '');

    await clearStored(options);
    const choose = async () => {
      await tabTo(options, 'Choose a file', 'back');
      // What a key opens from there is the browser's own.
      await chooseFile(options, path);
    };
    await tabTo(options, 'Import');
    await press(options, 'Enter', 'Tab', 'Tab');
    await choose();
    await expect.poll(() => focusedName(options)).toContain('Conversations to import: 2.');
    await waitForText(options, 'Conversations to import: 2. Messages in them: 4.');
    await tabTo(options, 'Cancel');
    await press(options, 'Enter');
    await waitForFocus(options, 'Choose a file');
    await press(options, 'Tab');
    await choose();
    await expect.poll(() => focusedName(options)).toContain('Conversations to import: 2.');
    await waitForText(options, 'Conversations to import: 2. Messages in them: 4.');
    await tabTo(options, 'Import 2');
    await press(options, 'Enter');
    await waitForFocus(options, 'Imported conversations: 2.');

    await browser.restart();
    options = await browser.openPage('options.html');
    expect(await conversationsIn(options)).toHaveLength(2);
  });

  test('a broken file is refused with the place, and can be followed by a good one', async ({
    browser,
    onTestFinished,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'aside-transfer-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const good = await readFile(fixture('chatgpt.json'), 'utf8');
    const path = join(folder, 'broken.json');
    await writeFile(path, good.replace('"title": null', '"title": nix'));
    const options = await browser.openPage('options.html');
    await find(options, 'button', 'Import').click();
    await chooseFile(options, path);
    await waitForText(options, 'The file is damaged at line 214, column 15');
    await waitForText(options, 'It is in conversation 2.');
    await waitForText(options, 'Nothing was imported.');
    expect(await options.$$('[role="alert"]')).toHaveLength(1);
    expect(await conversationsIn(options)).toEqual([]);
    await chooseFile(options, fixture('chatgptbox-data.json'));
    await find(options, 'button', 'Import 1').click();
    await waitForText(options, 'Imported conversations: 1.');
    expect(await options.$$('[role="alert"]')).toEqual([]);
  });

  test('nothing of it is wider than a narrow panel', async ({ browser }) => {
    const panel = await browser.openPage('sidepanel.html');
    await panel.setViewport({ width: 320, height: 640 });
    await openHistory(panel);
    for (const [button, then] of [
      ['Export all', 'As JSON'],
      ['Import', 'From a file of'],
    ] as const) {
      await find(panel, 'button', button).click();
      await waitForText(panel, then);
      const width = () =>
        panel.evaluate(() =>
          Math.max(...Array.from(document.querySelectorAll('*'), (each) => each.scrollWidth)),
        );
      expect(await width()).toBeLessThanOrEqual(320);
    }
  });

  test('100 MB are looked through while the page answers, and Cancel works midway', {
    timeout: 180_000,
  }, async ({ browser, onTestFinished }) => {
    const big = await bigExport(100_000_000);
    onTestFinished(big.remove);
    const options = await browser.openPage('options.html');
    await find(options, 'button', 'Import').click();
    await tabTo(options, 'Choose a file');
    await chooseFile(options, big.path);
    const read = () => options.$$eval('progress', ([bar]) => (bar ? bar.value / bar.max : -1));
    await expect.poll(read).toBeGreaterThan(0.05);
    // Another control of the page is used, and answers, while the file is read.
    await chooseOption(options, '#theme', 'dark');
    await expect
      .poll(async () => JSON.parse((await readStored(options)).settings ?? '{}'))
      .toMatchObject({ theme: 'dark' });
    expect(await isCheckShown(options)).toBe(true);
    await waitForFocus(options, 'Cancel');
    await press(options, 'Enter');
    await expect.poll(() => isCheckShown(options)).toBe(false);
    await waitForFocus(options, 'Choose a file');
    expect(await findAll(options, 'button', `Import ${big.conversations}`)).toEqual([]);
    expect(await conversationsIn(options)).toEqual([]);

    await chooseFile(options, big.path);
    await find(options, 'button', `Import ${big.conversations}`, 50_000).click();
    await expect.poll(async () => (await conversationsIn(options)).length).toBeGreaterThan(0);
    await find(options, 'button', 'Cancel').click();
    await waitForText(options, 'Cancelled. Imported conversations:');
    const added = Number(/conversations: (\d+)/.exec(await readStatus(options))?.[1]);
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThan(big.conversations);
    expect(await conversationsIn(options)).toHaveLength(added);
    expect(await browser.readErrors()).toEqual([]);
  });
});

const readStatus = (page: Page) =>
  page.$$eval('.transfer [role="status"]', (all) => all.map((each) => each.textContent).join(' '));
