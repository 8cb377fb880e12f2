import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { find, findAll } from './harness/find.ts';
import { askInPanel, waitForAnswer, waitForEnd } from './harness/panel.ts';
import type { ScriptedAsk } from './harness/scripted-ask.ts';
import type { ScriptedService } from './harness/scripted-service.ts';
import { eachBrowser } from './harness/test.ts';

/** The paragraphs of this number on, which fill a few lines each. */
const paragraphs = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const words = 'An answer goes on for longer than the panel is high. '.repeat(4);
    return `**Part ${from + index}.** ${words}\n\n`;
  }).join('');

/** How many CSS pixels of the log are below what is on screen. */
const readLeft = (panel: Page) =>
  panel.$eval('.log-scroller', (log) =>
    Math.round(log.scrollHeight - log.scrollTop - log.clientHeight),
  );

/** How far the log is scrolled down. */
const readTop = (panel: Page) => panel.$eval('.log-scroller', (log) => Math.round(log.scrollTop));

/**
 * Waits until a text is in the page, also off screen: where Firefox lays nothing out, `innerText` has
 * nothing of it.
 */
const waitForArrival = (panel: Page, text: string) =>
  expect.poll(() => panel.$eval('.log', (log) => log.textContent)).toContain(text);

/** Where the answer's last paragraph stands on screen. */
const readLastLine = (panel: Page) =>
  panel.$$eval('article p', (all) => Math.round(all.at(-1)?.getBoundingClientRect().bottom ?? 0));

const isJumpOffered = async (panel: Page) =>
  (await findAll(panel, 'button', 'Jump to latest')).length > 0;

const waitForRest = (panel: Page) =>
  // Two frames in a row in which nothing moved.
  panel.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        const log = document.querySelector('.log-scroller');
        const seen = [log?.scrollTop, log?.scrollHeight].join();
        const look = () => resolve([log?.scrollTop, log?.scrollHeight].join() === seen);
        requestAnimationFrame(() => requestAnimationFrame(look));
      }),
  );

/** Turns the wheel by so many CSS pixels over the log; up, if it is less than 0. */
async function turnWheel(panel: Page, deltaY: number): Promise<void> {
  const log = await panel.waitForSelector('.log-scroller');
  await log?.hover();
  await panel.mouse.wheel({ deltaY });
}

/** Begins an answer that is longer than the panel is high, and still running. */
async function beginAnswer(panel: Page, service: ScriptedService): Promise<ScriptedAsk> {
  await panel.setViewport({ width: 400, height: 600 });
  await askInPanel(panel, 'Tell me all');
  const ask = await service.nextAsk();
  ask.write(paragraphs(1, 12));
  await waitForAnswer(panel, 'Part 12.');
  await expect.poll(() => readLeft(panel)).toBe(0);
  return ask;
}

describe.each(eachBrowser)('the log of the side panel in $kind', ({ test }) => {
  test('follows an answer whose end is on screen, and does not move when it ends', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    const ask = await beginAnswer(panel, service);
    ask.write(paragraphs(13, 6));
    await waitForAnswer(panel, 'Part 18.');
    await expect.poll(() => readLeft(panel)).toBe(0);
    expect(await isJumpOffered(panel)).toBe(false);
    const line = await readLastLine(panel);
    ask.end();
    await waitForEnd(panel);
    await find(panel, 'button', 'Copy').wait();
    await waitForRest(panel);
    expect(await readLastLine(panel)).toBe(line);
    expect(await readLeft(panel)).toBe(0);
  });

  test('leaves a reader where they have scrolled to, and leads back to the latest', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    const ask = await beginAnswer(panel, service);
    await turnWheel(panel, -400);
    await expect.poll(() => isJumpOffered(panel)).toBe(true);
    await waitForRest(panel);
    const top = await readTop(panel);
    ask.write(paragraphs(13, 6));
    await waitForArrival(panel, 'Part 18.');
    expect(await readTop(panel)).toBe(top);
    ask.write(paragraphs(19, 1));
    ask.end();
    await waitForEnd(panel);
    await waitForRest(panel);
    expect(await readTop(panel)).toBe(top);
    await find(panel, 'button', 'Jump to latest').click();
    await expect.poll(() => readLeft(panel)).toBe(0);
    await expect.poll(() => isJumpOffered(panel)).toBe(false);
  });

  test('is no match for a reader who scrolls away in small steps while text pours in', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    const ask = await beginAnswer(panel, service);
    let next = 13;
    const pour = async () => {
      ask.write(paragraphs(next, 1));
      next += 1;
      await turnWheel(panel, -20);
      return isJumpOffered(panel);
    };
    await expect.poll(pour, { interval: 1, timeout: 30_000 }).toBe(true);
    await waitForRest(panel);
    const top = await readTop(panel);
    ask.write(paragraphs(next, 4));
    await waitForArrival(panel, `Part ${next + 3}.`);
    expect(await readTop(panel)).toBe(top);
    ask.end();
  });

  test('follows again once the reader has come back near the end', async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    const ask = await beginAnswer(panel, service);
    await turnWheel(panel, -300);
    await expect.poll(() => isJumpOffered(panel)).toBe(true);
    await waitForRest(panel);
    await turnWheel(panel, (await readLeft(panel)) - 30);
    await expect.poll(() => readLeft(panel)).toBe(30);
    await expect.poll(() => isJumpOffered(panel)).toBe(false);
    ask.write(paragraphs(13, 2));
    await waitForAnswer(panel, 'Part 14.');
    await expect.poll(() => readLeft(panel)).toBe(0);
    ask.end();
  });
});
