import { expect } from 'vitest';
import { cardHost, openCardReader } from './harness/card.ts';
import { waitForDockedPanel } from './harness/chromium.ts';
import { chooseOption, find, waitForText } from './harness/find.ts';
import { chooseFromMenu, waitForMenu } from './harness/menu.ts';
import { readArticles, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { chromiumTest } from './harness/test.ts';

const text = 'Plants make food from light.';
const html = `<body style="margin: 60px"><p id="text">${text}</p></body>`;

const test = chromiumTest.extend('headful', true);

test('a card goes on in the docked side panel, mid-stream', async ({
  browser,
  service,
  site,
  display = '',
}) => {
  await waitForMenu(browser, 'card');
  const card = await openCardReader(browser);
  const page = await browser.openAddress(site.add('/page', html));
  const element = await page.waitForSelector('#text');
  if (!element) throw new Error('The test page has no text');
  await chooseFromMenu(browser, display, element, 'explain');
  const ask = await service.nextAsk();
  ask.write('They turn light');
  await card.click('Open in side panel');
  const panel = await waitForDockedPanel(browser);
  await waitForAnswer(panel, 'They turn light');
  ask.write(' into sugar.');
  await waitForAnswer(panel, 'They turn light into sugar.');
  ask.end();
  await waitForEnd(panel);
  expect(await panel.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(service.asks).toHaveLength(1);
  await expect.poll(() => page.$(cardHost)).toBeNull();
});

test('the right-click opens the side panel at once where the options say so', async ({
  browser,
  service,
  site,
  display = '',
}) => {
  const options = await browser.openPage('options.html');
  await chooseOption(options, '#selection-target', 'panel');
  await waitForMenu(browser, 'panel');
  const page = await browser.openAddress(site.add('/page', html));
  const element = await page.waitForSelector('#text');
  if (!element) throw new Error('The test page has no text');
  await chooseFromMenu(browser, display, element, 'explain');
  const panel = await waitForDockedPanel(browser);
  const first = await service.nextAsk();
  first.write('In the panel.');
  await waitForAnswer(panel, 'In the panel.');
  first.end();
  await waitForEnd(panel);
  expect(await page.$(cardHost)).toBeNull();

  // The worker has gone to sleep since: the open panel is woken and asks.
  await browser.endBackground();
  await chooseFromMenu(browser, display, element, 'rewrite');
  const second = await service.nextAsk();
  second.write('Rewritten.');
  await waitForAnswer(panel, 'Rewritten.');
  second.end();
  await waitForEnd(panel);

  await chooseFromMenu(browser, display, element, 'ask');
  await waitForText(panel, text);
  await find(panel, 'textbox', 'Message').fill('Is it true?');
  await find(panel, 'button', 'Send').click();
  const third = await service.nextAsk();
  expect(third.body).toMatchObject({ messages: [{ content: `Is it true?\n\n"""\n${text}\n"""` }] });
  third.write('Yes.');
  third.end();
  await waitForEnd(panel);
  expect(await readArticles(panel)).toEqual([`${text}\n\nIs it true?`, 'Yes.']);
});

test('on a page that takes no script the side panel opens with the question', async ({
  browser,
  service,
  display = '',
}) => {
  await waitForMenu(browser, 'card');
  const page = await browser.openAddress('chrome://version');
  const element = await page.waitForSelector('#copyright');
  if (!element) throw new Error('chrome://version has changed');
  await chooseFromMenu(browser, display, element, 'summarize');
  const panel = await waitForDockedPanel(browser);
  const ask = await service.nextAsk();
  expect(JSON.stringify(ask.body)).toContain('Summarize');
  expect(JSON.stringify(ask.body)).toContain('Chromium Authors');
  ask.write('A copyright.');
  await waitForAnswer(panel, 'A copyright.');
  ask.end();
  await waitForEnd(panel);
});

test('the popup’s answer goes on in the docked side panel, mid-stream', async ({
  browser,
  service,
}) => {
  const popup = await browser.openPage('popup.html');
  await find(popup, 'textbox', 'Quick question').fill('Capital of Bhutan?');
  await find(popup, 'button', 'Ask').click();
  const ask = await service.nextAsk();
  ask.write('It is');
  await waitForAnswer(popup, 'It is');
  await find(popup, 'button', 'Open in side panel').click();
  const panel = await waitForDockedPanel(browser);
  await waitForAnswer(panel, 'It is');
  ask.write(' Thimphu.');
  await waitForAnswer(panel, 'It is Thimphu.');
  ask.end();
  await waitForEnd(panel);
  await find(panel, 'textbox', 'Message').fill('And of Nepal?');
  await find(panel, 'button', 'Send').click();
  const next = await service.nextAsk();
  expect(JSON.stringify(next.body)).toContain('Assistant: It is Thimphu.');
  next.write('Kathmandu.');
  next.end();
  await waitForAnswer(panel, 'Kathmandu.');
});
