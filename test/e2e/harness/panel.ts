import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { find, readText } from './find.ts';
import type { ScriptedService } from './scripted-service.ts';
import { readStoredUnder } from './stored.ts';

/** Waits until storage holds this text of a running answer. */
export async function waitForCheckpoint(page: Page, text: string): Promise<void> {
  const readPieces = async () => Object.values(await readStoredUnder(page, 'piece:'));
  const readText = async () => (await readPieces()).map((piece) => JSON.parse(piece)).join('');
  await expect.poll(readText).toContain(text);
}

/** Types a question into the side panel and sends it. */
export async function askInPanel(panel: Page, question: string): Promise<void> {
  await find(panel, 'textbox', 'Message').fill(question);
  await find(panel, 'button', 'Send').click();
}

/** Waits until the newest answer shows the text. */
export async function waitForAnswer(page: Page, text: string): Promise<void> {
  await expect.poll(() => readText(page, 'article', 'Assistant')).toContain(text);
}

/** Waits until no answer runs, which is when the button says "Send" again. */
export async function waitForEnd(panel: Page): Promise<void> {
  await expect.poll(() => panel.$$('[aria-busy="true"]')).toEqual([]);
}

/** Answers the next question whole; resolves to what was asked of the service. */
export async function answerNext(
  panel: Page,
  service: ScriptedService,
  text: string,
): Promise<unknown> {
  const ask = await service.nextAsk();
  ask.write(text);
  ask.end();
  await waitForAnswer(panel, text);
  await waitForEnd(panel);
  return ask.body;
}

/** What all the turns show, one string an article. */
export async function readArticles(panel: Page): Promise<string[]> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count
  return panel.$$eval('article', (articles) => articles.map((each) => each.innerText.trim()));
}

/** The same to wait for, whatever the room between a text and what stands below it. */
export const articles = (panel: Page) =>
  expect.poll(async () => (await readArticles(panel)).map((text) => text.replace(/\n+/g, '\n')));
