import type { Page } from 'puppeteer-core';
import { describe, expect } from 'vitest';
import { cardHost, openCardReader } from './harness/card.ts';
import type { ExtensionBrowser } from './harness/extension-browser.ts';
import { find } from './harness/find.ts';
import { chooseFromMenu, waitForMenu } from './harness/menu.ts';
import { waitForAnswer } from './harness/panel.ts';
import { pressKeys } from './harness/pointer.ts';
import type { ScriptedService } from './harness/scripted-service.ts';
import { chromiumTest, eachBrowser } from './harness/test.ts';
import { insecureHost, type TestPages } from './harness/test-pages.ts';
import { type Attack, closed, survived } from './hostile-pages.ts';

const text = 'Plants make food from light.';
const body = (html = '') =>
  `<body style="margin: 60px"><p id="text" tabindex="0" style="margin: 0">${text}</p>${html}</body>`;

interface Surroundings {
  readonly browser: ExtensionBrowser;
  readonly service: ScriptedService;
  readonly site: TestPages;
  readonly display?: string | undefined;
}

interface PageChoice {
  readonly html?: string;
  readonly host?: string;
}

/** A page with a card in it for one attack after another, and another one to compare pictures. */
async function prepare({ browser, service, site, display = '' }: Surroundings) {
  await waitForMenu(browser, 'card');
  const easel = await browser.openPage('popup.html');
  const card = await openCardReader(browser);
  const page = await browser.openAddress(site.add('/', body()));
  let pages = 0;

  const chooseExplain = async ({ html = '', host = '127.0.0.1' }: PageChoice = {}) => {
    pages += 1;
    await page.goto(site.add(`/${pages}`, body(html)).replace('127.0.0.1', host));
    const element = await page.waitForSelector('#text');
    if (!element) throw new Error('The page has no text');
    await chooseFromMenu(browser, display, element, 'explain');
    return service.nextAsk();
  };
  return {
    page,
    card,
    chooseExplain,
    /** Opens a card in such a page, with an answer that is not complete yet. */
    openCard: async (choice?: PageChoice) => {
      const ask = await chooseExplain(choice);
      ask.write('Light `feeds` **plants**');
      await card.waitForText('Light feeds plants');
      return ask;
    },
    act: ({ act }: Attack) =>
      page.evaluate(`(${act ?? (() => {})})(document.querySelector('${cardHost}'))`),
    takePicture: () =>
      page.screenshot({
        // The answer and what is beside it, and nothing of the page in the rounded corners.
        clip: { x: 80, y: 110, width: 330, height: 120 },
        captureBeyondViewport: false,
        encoding: 'base64',
      }),
    differ: (one: string, other: string) => easel.evaluate(countDifferences, one, other),
    isOpen: async () => (await page.$(cardHost)) !== null,
  };
}

/** Runs in a page: in how many pixels two pictures differ by more than the smoothing of letters. */
async function countDifferences(...pictures: readonly string[]): Promise<number> {
  const read = async (picture: string) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(image, 0, 0);
    return context?.getImageData(0, 0, width, height).data ?? [];
  };
  const [one = [], other = []] = await Promise.all(pictures.map(read));
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  let differences = 0;
  for (let index = 0; index < one.length; index += 4) {
    const distance = [0, 1, 2].reduce(
      (sum, channel) => sum + Math.abs((one[index + channel] ?? 0) - (other[index + channel] ?? 0)),
      0,
    );
    if (distance > 120) differences += 1;
  }
  return differences;
}

/** Lets the card look about itself some times. */
async function passTime(page: Page): Promise<void> {
  const start = await page.evaluate(() => performance.now());
  await page.waitForFunction((end) => performance.now() > end, {}, start + 500);
}

const onStage = (test: typeof chromiumTest) =>
  test
    .extend('headful', true)
    .extend('stage', ({ browser, service, site, display }) =>
      prepare({ browser, service, site, display }),
    );

const nameOf = ({ name }: Attack) => name;

describe.each(eachBrowser)('the card in a hostile page in $kind', ({ kind, test }) => {
  const staged = onStage(test);
  const promised = ({ only = kind }: Attack) => only === kind;

  staged('looks as ever and can be closed', { timeout: 300_000 }, async ({ stage }) => {
    const { page, card, openCard, act, takePicture, differ, isOpen } = stage;
    let usual: string | undefined;
    const attacks = survived.filter(promised);
    const held: string[] = [];
    for (const attack of attacks) {
      const ask = await openCard(attack);
      ask.end();
      await card.waitForText('The answer is complete');
      await act(attack);
      await passTime(page);
      const picture = await takePicture();
      usual ??= picture;
      expect(await differ(usual, picture), attack.name).toBe(0);
      await card.click('Close');
      await expect.poll(isOpen, { message: attack.name }).toBe(false);
      held.push(attack.name);
    }
    expect(held).toEqual(attacks.map(nameOf));
  });

  staged('closes, and loses nothing', { timeout: 300_000 }, async ({ stage, browser }) => {
    const { page, openCard, act, isOpen } = stage;
    const attacks = closed.filter(promised);
    for (const attack of attacks) {
      const ask = await openCard(attack);
      await act(attack);
      await expect.poll(isOpen, { message: attack.name }).toBe(false);
      ask.write(` in spite of a page that ${attack.name}`);
      ask.end();
    }
    await page.close();
    const panel = await browser.openPage('sidepanel.html');
    for (const [index, name] of attacks.map(nameOf).toReversed().entries()) {
      await find(panel, 'button', 'History').click();
      await panel.locator(`li:nth-of-type(${index + 2}) button`).click();
      await waitForAnswer(panel, `plants in spite of a page that ${name}`);
    }
  });

  staged('leaves the question to the side panel', async ({ stage, service, browser }) => {
    const { chooseExplain, isOpen } = stage;
    const ask = await chooseExplain({
      html: `<script>
      addEventListener('beforetoggle', (event) => event.preventDefault(), true);
    </script>`,
    });
    ask.write('In the panel.');
    ask.end();
    expect(await isOpen()).toBe(false);
    expect(service.asks).toHaveLength(1);
    const panel = await browser.openPage('sidepanel.html');
    await find(panel, 'button', 'History').click();
    await panel.locator('li:nth-of-type(2) button').click();
    await waitForAnswer(panel, 'In the panel.');
  });
  staged('does what the user does, and nothing that a script does', async ({ stage, service }) => {
    const { card, openCard, isOpen } = stage;
    const ask = await openCard();
    for (const name of ['Stop', 'Close', 'Open in side panel']) await card.clickByScript(name);
    ask.write(' all the same');
    await card.waitForText('all the same');
    expect(await isOpen()).toBe(true);
    await card.click('Stop');
    await card.waitForText('Stopped');
    await card.clickByScript('Retry');
    await card.click('Retry');
    (await service.nextAsk()).write('Once more');
    await card.waitForText('Once more');
    expect(service.asks).toHaveLength(2);
  });

  staged('copies without a word to a page', async ({ stage, display = '' }) => {
    const { page, card, openCard } = stage;
    const ask = await openCard({
      host: insecureHost,
      html: `<input id="field"><script>
        const seen = [];
        new MutationObserver((changes) => {
          for (const { addedNodes } of changes) for (const { value } of addedNodes) seen.push(value);
        }).observe(document, { childList: true, subtree: true });
        addEventListener('copy', ({ clipboardData }) => seen.push(clipboardData.getData('text')));
      </script>`,
    });
    ask.end();
    await card.click('Copy');
    await card.waitForText('Copied');
    expect(await page.evaluate('seen.filter(Boolean)')).toEqual([]);
    await page.focus('#field');
    await pressKeys(display, 'ctrl+v');
    const pasted = () => page.$eval('#field', (field) => (field as HTMLInputElement).value);
    await expect.poll(pasted).toBe('Light `feeds` **plants**');
  });
});

onStage(chromiumTest)('the card closes by a press where no event reaches it', async ({ stage }) => {
  const { page, card, openCard, isOpen } = stage;
  await openCard({
    html: `<script>
    const swallow = (event) => { event.stopImmediatePropagation(); event.preventDefault(); };
    for (const name in window) {
      if (/^on(key|click|pointer|mouse|focus)/.test(name)) {
        addEventListener(name.slice(2), swallow, true);
      }
    }
  </script>`,
  });
  await card.hover('Close');
  await page.mouse.down();
  await expect.poll(isOpen).toBe(false);
  await page.mouse.up();
});
