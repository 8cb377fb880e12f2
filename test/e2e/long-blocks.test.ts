import { describe, expect } from 'vitest';
import { eachBrowser } from './harness/test.ts';
import { buildRendererPage } from './hostile/build-page.ts';

const numbers = Array.from({ length: 150 }, (_, index) => index + 1);
const rows = numbers.map((number) => `| ${number} | row *${number}* | ${'wide '.repeat(9)} |`);
const table = ['| # | What | Remark |', '|--:|---|---|', ...rows].join('\n');
const list = numbers.map((number) => `${number}. item`).join('\n');

// It comes in runs, of which only those that are near are laid out.
describe.each(eachBrowser)('what is very long looks as if it were short in $kind', ({ test }) => {
  test('the columns of a table line up, also when the page becomes narrower', async ({
    browser,
    site,
  }) => {
    const page = await browser.openAddress(site.add('/renderer', await buildRendererPage()));
    const text = { theme: 'structure', name: 'a long table', text: table } as const;
    expect(await page.evaluate((all) => window.rendererPage.showBothWays(all), [text])).toEqual([]);
    /** Where the cells of a row begin, in CSS pixels, for every row that is unlike the others. */
    const columns = () =>
      page.evaluate(() => {
        const all = [...(document.querySelector('table')?.rows ?? [])];
        const leftOf = (cell: Element) => Math.round(cell.getBoundingClientRect().left);
        return [...new Set(all.map(({ cells }) => [...cells].map(leftOf).join()))];
      });
    await expect.poll(columns).toHaveLength(1);
    const before = await columns();
    await page.setViewport({ width: 200, height: 600 });
    await expect.poll(columns).not.toEqual(before);
    await expect.poll(columns).toHaveLength(1);
  });

  test('the items of a list do', async ({ browser, site }) => {
    const page = await browser.openAddress(site.add('/renderer', await buildRendererPage()));
    const text = { theme: 'structure', name: 'a long list', text: list } as const;
    expect(await page.evaluate((all) => window.rendererPage.showBothWays(all), [text])).toEqual([]);
    const places = await page.evaluate(() => {
      const items = [...document.querySelectorAll('main:first-of-type li')];
      return items.map((item) => item.getBoundingClientRect().left);
    });
    expect(places).toHaveLength(numbers.length);
    expect(new Set(places).size).toBe(1);
  });
});
