import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { cardHost, openCardReader } from '../../e2e/harness/card.ts';
import type { ExtensionBrowser } from '../../e2e/harness/extension-browser.ts';
import { find } from '../../e2e/harness/find.ts';
import { chooseFromMenu, waitForMenu } from '../../e2e/harness/menu.ts';
import type { ScriptedService } from '../../e2e/harness/scripted-service.ts';
import type { TestPages } from '../../e2e/harness/test-pages.ts';
import type { Attack } from './hostile-pages.ts';

const text = 'Plants make food from light.';
const body = (html = '') =>
  `<body style="margin: 60px"><p id="text" tabindex="0" style="margin: 0">${text}</p>${html}</body>`;

declare const chrome: { extension: { getViews(): readonly Window[] } };

/** What the service is sent with the user’s words about the text of such a page. */
export const askedAbout = (words: string) => `${words}\n\n"""\n${text}\n"""`;

interface Surroundings {
  readonly browser: ExtensionBrowser;
  readonly service: ScriptedService;
  readonly site: TestPages;
  readonly display: string;
}

interface PageChoice {
  readonly html?: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page with a card in it for one attack after another, and another one to compare pictures. */
export async function prepareStage({ browser, service, site, display }: Surroundings) {
  await waitForMenu(browser, 'card');
  const easel = await browser.openPage('popup.html');
  const card = await openCardReader(browser);
  const page = await browser.openAddress(site.add('/', body()));
  let pages = 0;

  const choose = async (action: 'ask' | 'explain', choice: PageChoice) => {
    const { html = '', host = '127.0.0.1', headers } = choice;
    pages += 1;
    await page.bringToFront();
    await page.goto(site.add(`/${pages}`, body(html), headers).replace('127.0.0.1', host));
    const element = await page.waitForSelector('#text');
    if (!element) throw new Error('The page has no text');
    await chooseFromMenu(browser, display, element, action);
  };
  const chooseExplain = async (choice: PageChoice = {}) => {
    const earlier = service.asks.length;
    await choose('explain', choice);
    await expect.poll(() => service.asks.length).toBe(earlier + 1);
    return service.asks.at(-1)!;
  };
  /** Opens a card that waits for a question, in such a page. */
  const openQuestion = async (choice: PageChoice) => {
    await choose('ask', choice);
    await card.waitForText('Ask about selection…');
  };
  /** Opens a card in such a page, with an answer that is not complete yet. */
  const openCard = async (choice?: PageChoice) => {
    const ask = await chooseExplain(choice);
    ask.write('Light `feeds` **plants**');
    await card.waitForText('Light feeds plants');
    return ask;
  };
  const takePicture = () =>
    page.screenshot({
      // The answer and what is beside it, and nothing of the page in the rounded corners.
      clip: { x: 80, y: 110, width: 330, height: 120 },
      captureBeyondViewport: false,
      encoding: 'base64',
    });
  const takeCompletePicture = async (attack: Attack) => {
    const ask = await openCard(attack);
    ask.end();
    await card.waitForText('The answer is complete');
    await act(attack);
    await passTime(page);
    return takePicture();
  };
  const act = ({ act: run }: Attack) =>
    page.evaluate(`(${run ?? (() => {})})(document.querySelector('${cardHost}'))`);
  let usual: string | undefined;
  return {
    page,
    card,
    chooseExplain,
    openQuestion,
    openCard,
    act,
    /** In how many pixels a complete answer looks otherwise than in a page that does nothing. */
    countChanges: async (attack: Attack) => {
      usual ??= await takeCompletePicture({ name: 'does nothing' });
      return easel.evaluate(countDifferences, usual, await takeCompletePicture(attack));
    },
    /** What the newest conversation of the history shows; opens it in a panel of its own. */
    openNewest: async () => {
      const panel = await browser.openPage('sidepanel.html');
      await find(panel, 'button', 'History').click();
      await panel.locator('li:nth-of-type(2) button').click();
      return panel;
    },
    /** What all panels show; Firefox opens one when the extension is installed. */
    readPanels: () =>
      easel.evaluate(() => {
        const views = chrome.extension.getViews();
        const panels = views.filter(({ location }) => location.pathname === '/sidepanel.html');
        return panels.map(({ document }) => document.body.textContent).join();
      }),
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

/** Lets the card look about itself some times, and the page draw in between. */
async function passTime(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let round = 0; round < 5; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}
