import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { hostileMarkdown } from '../fixtures/hostile-markdown.ts';
import type { ExtensionBrowser } from './harness/extension-browser.ts';
import { find } from './harness/find.ts';
import { waitForEnd } from './harness/panel.ts';
import { readStored, writeStored } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';
import { joinIntoAnswers } from './hostile/answers.ts';
import { startCountingServer } from './hostile/counting-server.ts';
import { countExecutions } from './hostile/executions.ts';
import { findLoaders, findStrangers, markdownElements } from './hostile/strangers.ts';

const answerQuery = 'article[aria-label="Assistant"]';

/** Changes what is stored, as another program with a hand in the profile could. */
async function plant(page: Page, changes: readonly (readonly string[])[]): Promise<void> {
  const items = Object.entries(await readStored(page)).map(([key, json]) => {
    let planted = json;
    for (const [before = '', after = ''] of changes) {
      planted = planted.replaceAll(before, () => after);
    }
    return [key, JSON.parse(planted)] as const;
  });
  await writeStored(page, Object.fromEntries(items));
}

/** Asks by the keyboard: to look for roles in a page of thousands of elements takes seconds. */
async function ask(panel: Page, question: string): Promise<void> {
  await panel.locator('textarea').fill(question);
  await panel.keyboard.press('Enter');
}

/** Whatever ran in the panel but for what the test's driver compiles, which no page of ours may. */
const readExecutions = (panel: Page) =>
  panel.evaluate(() => window.executions.filter((name) => name !== 'Function'));

/** A side panel that counts what runs in it from now on. */
async function openCountingPanel(browser: ExtensionBrowser): Promise<Page> {
  const panel = await browser.openPage('sidepanel.html');
  await panel.evaluate(countExecutions);
  return panel;
}

/** What should not be in the panel, all answers on screen and all else. */
async function findInPanel(panel: Page): Promise<readonly string[]> {
  const loaders = await panel.$eval('#app', findLoaders);
  const answers = await panel.$$('.markdown');
  const strangers = answers.map((answer) => answer.evaluate(findStrangers, markdownElements));
  return [...loaders, ...(await Promise.all(strangers)).flat()];
}

describe.each(eachBrowser)('hostile Markdown in the side panel in $kind', ({ test }) => {
  test('runs nothing and asks for nothing as answers, streamed and opened again', async ({
    browser,
    service,
  }) => {
    const server = await startCountingServer();
    const answers = joinIntoAnswers(hostileMarkdown(server.host));
    const panel = await openCountingPanel(browser);
    for (const [index, answer] of answers.entries()) {
      await ask(panel, `Question ${index}`);
      const request = await service.nextAsk();
      for (let at = 0; at < answer.length; at += 100) request.write(answer.slice(at, at + 100));
      request.end();
      await waitForEnd(panel);
      await expect.poll(() => panel.$$('.markdown')).toHaveLength(index + 1);
      expect(await findInPanel(panel)).toEqual([]);
    }
    expect(await readExecutions(panel)).toEqual([]);
    await panel.close();

    const again = await openCountingPanel(browser);
    await expect.poll(() => again.$$(answerQuery)).toHaveLength(answers.length);
    for (const answer of await again.$$(answerQuery)) {
      // Those far from the screen are rendered once they come near.
      await answer.evaluate((element) => element.scrollIntoView());
      await expect.poll(() => answer.$$('.markdown')).toHaveLength(1);
    }
    expect(await findInPanel(again)).toEqual([]);
    expect(await readExecutions(again)).toEqual([]);

    expect(await browser.readErrors()).toEqual([]);
    expect(new Set(service.requests)).toEqual(new Set(['POST /api/chat']));
    expect(server.connections).toBe(0);
  });

  test('runs nothing and asks for nothing where it was planted in storage', async ({
    browser,
    service,
  }) => {
    const server = await startCountingServer();
    const texts = hostileMarkdown(server.host).map(({ text }) => text);
    const first = await browser.openPage('sidepanel.html');
    await ask(first, 'planted question');
    const request = await service.nextAsk();
    request.write('planted answer');
    request.end();
    await waitForEnd(first);
    const all = texts.join('\n\n');
    await plant(first, [
      ['"text":"planted question"', JSON.stringify({ text: all, quote: all }).slice(1, -1)],
      ['"planted question"', JSON.stringify(texts.slice(0, 40).join(' '))],
      ['"planted answer"', JSON.stringify(joinIntoAnswers(hostileMarkdown(server.host))[0])],
    ]);
    await first.close();
    await browser.endBackground();

    const panel = await openCountingPanel(browser);
    await find(panel, 'button', 'New chat').click();
    await find(panel, 'button', 'History').click();
    await panel.locator('button.conversation').click();
    await expect.poll(() => panel.$$('.markdown')).toHaveLength(1);
    await find(panel, 'button', 'Show all').click();
    const questionLength = () => panel.$eval('.question p', (text) => text.textContent.length);
    await expect.poll(questionLength).toBeGreaterThanOrEqual(all.length);
    expect(await findInPanel(panel)).toEqual([]);
    expect(await readExecutions(panel)).toEqual([]);

    expect(await browser.readErrors()).toEqual([]);
    expect(service.requests).toEqual(['POST /api/chat']);
    expect(server.connections).toBe(0);
  });
});
