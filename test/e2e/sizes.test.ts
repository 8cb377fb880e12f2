import { describe, expect, test } from 'vitest';
import { buildDirectories } from '../../server/browser-build.ts';
import { type Surface, scriptBudgets } from '../budgets.ts';
import { openCardReader } from './harness/card.ts';
import { find } from './harness/find.ts';
import { chooseFromMenu, waitForMenu } from './harness/menu.ts';
import { gzippedSize, readStartScripts, watchScripts } from './harness/scripts.ts';
import { chromiumTest } from './harness/test.ts';

const surfaces = Object.keys(scriptBudgets) as Surface[];

describe.each(Object.entries(buildDirectories))('the build for %s', (_, build) => {
  test.each(surfaces)('keeps within the budget of scripts: %s', async (surface) => {
    const scripts = (await readStartScripts(build))[surface];
    expect(await gzippedSize(build, scripts)).toBeLessThanOrEqual(scriptBudgets[surface]);
  });
});

const build = buildDirectories.chromium;

chromiumTest.for([
  { surface: 'side panel', address: 'sidepanel.html', textbox: 'Message' },
  { surface: 'popup', address: 'popup.html', textbox: 'Quick question' },
] as const)('the $surface loads nothing else at its start', async (about, { browser }) => {
  const page = await browser.puppeteer.newPage();
  const scripts = await watchScripts(page, browser.origin);
  await page.goto(`${browser.origin}/${about.address}`);
  await find(page, 'textbox', about.textbox).wait();
  await page.waitForNetworkIdle();
  const expected = (await readStartScripts(build))[about.surface];
  expect([...scripts].sort()).toEqual([...expected].sort());
});

chromiumTest.extend('headful', true)(
  'a page gets the card’s script first when the card is asked for, and none before',
  async ({ browser, service, site, display = '' }) => {
    await waitForMenu(browser, 'card');
    const card = await openCardReader(browser);
    const page = await browser.openAddress(site.add('/page', '<p id="text">Some text.</p>'));
    const scripts = await watchScripts(page, browser.origin);
    const element = await page.waitForSelector('#text');
    if (!element) throw new Error('The test page has no text');
    expect([...scripts]).toEqual([]);

    await chooseFromMenu(browser, display, element, 'explain');
    const ask = await service.nextAsk();
    ask.write('It is **some** text.');
    await card.waitForText('It is some text.');
    ask.end();
    const atStart = (await readStartScripts(build)).card;
    const inOrder = [...scripts];
    expect(inOrder.slice(0, atStart.length)).toEqual(atStart);
    const following = inOrder.slice(atStart.length);
    const [first, rest] = [await gzippedSize(build, atStart), await gzippedSize(build, following)];
    console.log(`The card: ${first} bytes at its start; ${rest} follow: ${following.join(', ')}`);
  },
);
