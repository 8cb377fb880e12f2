import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { find, waitForText } from './harness/find.ts';
import { press, tabTo, takeFocus } from './harness/keyboard.ts';
import { askInPanel, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { pressKeys } from './harness/pointer.ts';
import { eachBrowser } from './harness/test.ts';

const answer = [
  'Salt is **old**, see [here](https://example.com/salt).',
  '- sea\n- mine',
  '```js\nlet salt;\n```',
].join('\n\n');

const editor = '<!doctype html><div contenteditable></div>';

/** Pastes into an empty document that can be written in, as a word processor's is. */
async function paste(page: Page, display: string, onto: string) {
  await page.bringToFront();
  await takeFocus(page);
  await page.$eval('[contenteditable]', (element) => {
    element.replaceChildren();
    if (element instanceof HTMLElement) element.focus();
  });
  await pressKeys(display, onto);
}

const read = (page: Page) =>
  page.$eval('[contenteditable]', (element) => String(Reflect.get(element, 'innerText')));

describe.each(eachBrowser)('copying an answer, in $kind', ({ test: base }) => {
  const test = base.extend('headful', true);

  test('as rich text it arrives formatted, as text it is the Markdown', async ({
    browser,
    service,
    display = '',
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Tell me of salt');
    const ask = await service.nextAsk();
    ask.write(answer);
    ask.end();
    await waitForAnswer(panel, 'Salt is old');
    await waitForEnd(panel);
    const page = await browser.openAddress(`data:text/html,${encodeURIComponent(editor)}`);

    await panel.bringToFront();
    await find(panel, 'button', 'Copy as rich text').click();
    await waitForText(panel, 'Copied');
    await paste(page, display, 'ctrl+v');
    await expect.poll(() => read(page)).toContain('let salt;');
    const pasted = await page.$eval('[contenteditable]', (element) => ({
      bold: Array.from(element.querySelectorAll('strong, b'), (each) => each.textContent),
      links: Array.from(element.querySelectorAll('a'), (each) => each.href),
      items: Array.from(element.querySelectorAll('ul > li'), (each) => each.textContent.trim()),
      code: Array.from(element.querySelectorAll('pre'), (each) => each.textContent.trim()),
      buttons: element.querySelectorAll('button').length,
    }));
    expect(pasted).toEqual({
      bold: ['old'],
      links: ['https://example.com/salt'],
      items: ['sea', 'mine'],
      code: ['let salt;'],
      buttons: 0,
    });

    // Where a document takes text alone, it is the Markdown.
    await paste(page, display, 'ctrl+shift+v');
    await expect.poll(() => read(page)).toContain('**old**');

    await panel.bringToFront();
    await tabTo(panel, 'Copy', 'back');
    await press(panel, 'Enter');
    await expect
      .poll(() =>
        panel.$$eval(
          '[role="status"]',
          (all) => all.filter((each) => each.textContent === 'Copied').length,
        ),
      )
      .toBe(1);
    await paste(page, display, 'ctrl+v');
    await expect.poll(() => read(page)).toContain('- sea');
    expect((await read(page)).replace(/\n+/g, '\n').trim()).toBe(answer.replace(/\n+/g, '\n'));
  });
});
