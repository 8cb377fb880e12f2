import { describe, expect } from 'vitest';
import { hostileMarkdown } from '../fixtures/hostile-markdown.ts';
import { eachBrowser } from './harness/test.ts';
import { buildRendererPage } from './hostile/build-page.ts';
import { startCountingServer } from './hostile/counting-server.ts';

describe.each(eachBrowser)('hostile Markdown by the renderer alone in $kind', ({ test }) => {
  test('runs nothing and asks for nothing, one character at a time and whole', async ({
    browser,
    site,
  }) => {
    const server = await startCountingServer();
    const address = site.add('/renderer', await buildRendererPage());
    const page = await browser.openAddress(address);
    const tabs = (await browser.puppeteer.pages()).length;
    const texts = hostileMarkdown(server.host);
    expect(texts.length).toBeGreaterThan(200);

    const strangers = await page.evaluate((all) => window.rendererPage.showBothWays(all), texts);
    expect(strangers).toEqual([]);
    const formulas = texts.filter(({ theme }) => theme === 'formulas');
    const strange = await page.evaluate((all) => window.rendererPage.showEnriched(all), formulas);
    expect(strange).toEqual([]);
    // Whatever would load has been asked for once the page has been painted.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    expect(await page.evaluate(() => window.executions)).toEqual([]);
    expect(server.connections).toBe(0);

    // The counters count: a careless renderer runs scripts and asks for images in this very page.
    const careless = hostileMarkdown(`${server.host}/careless`).filter(({ theme }) =>
      ['scripts', 'requests'].includes(theme),
    );
    const found = await page.evaluate((all) => window.rendererPage.showCarelessly(all), careless);
    expect(found.length).toBeGreaterThan(100);
    const hits = () =>
      page.evaluate(() => window.executions.filter((name) => name === 'hit').length);
    await expect.poll(hits).toBeGreaterThan(10);
    await expect.poll(() => server.requests.length).toBeGreaterThan(10);
    expect(server.requests.filter((path) => !path.startsWith('/careless/'))).toEqual([]);
    expect(await browser.puppeteer.pages()).toHaveLength(tabs);
    expect(page.url()).toBe(address);
  });

  test('keeps a formula to its own box, on the line of its text', async ({ browser, site }) => {
    const page = await browser.openAddress(site.add('/renderer', await buildRendererPage()));
    const formulas = hostileMarkdown().filter(({ theme }) => theme === 'formulas');
    expect(await page.evaluate((all) => window.rendererPage.findCovered(all), formulas)).toEqual(
      [],
    );
    const lines = ['$ax^2$', '$\\frac{a}{\\sqrt{b}}$', '$\\sum_{i=1}^n i$', '$g_y$'];
    const shifts = await page.evaluate((all) => window.rendererPage.findShifts(all), lines);
    expect(shifts).toHaveLength(lines.length + 1);
    expect(Math.max(...shifts)).toBeLessThan(0.6);
  });
});
