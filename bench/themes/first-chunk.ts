import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../test/e2e/harness/extension-browser.ts';
import { find } from '../../test/e2e/harness/find.ts';
import type { ScriptedAsk } from '../../test/e2e/harness/scripted-ask.ts';
import { atMost, type Figure, medianOf, ratiosOf } from '../figure.ts';
import { openProduct } from '../harness/product-browser.ts';
import type { Bench, Theme } from '../theme.ts';

const address = 'https://chat.ai365vip.com/api/chat';
/** What the service says at once. */
const firstChunk = 'The first words';
/** Questions in a run, whose median is the run's value. */
const warmQuestions = 10;
const openings = 3;

/** Milliseconds since 1970 at a precision of 0.1 ms, in Node and in every page alike. */
const now = () => performance.timeOrigin + performance.now();

/** One question's way. */
interface Way {
  /** From the click to the server. */
  readonly there: number;
  /** From the server's first chunk to the screen. */
  readonly back: number;
  readonly whole: number;
}

export const firstChunkTheme: Theme = {
  name: 'first-chunk',
  title: 'The first chunk of an answer',
  about: `A service on this machine answers at once. Measured is the time from the click on “Send” until the first words stand in the panel's document, against a page of the same extension that fetches and shows them itself. A panel “just opened” has waked the background from its sleep and is asked its first question; the other page is new then, too. A run's value is the median of ${warmQuestions} questions (${openings} openings).`,
  async measure(bench) {
    await using cleanUp = new AsyncDisposableStack();
    let answeredAt = 0;
    const browser = await openProduct(bench, cleanUp, (ask: ScriptedAsk) => {
      answeredAt = now();
      ask.write(firstChunk);
      ask.end();
    });
    const follow = async (ask: () => Promise<Span>): Promise<Way> => {
      const { begun, shown } = await ask();
      return { there: answeredAt - begun, back: shown - answeredAt, whole: shown - begun };
    };
    return makeFigures(await measureRuns(bench, browser, follow));
  },
};

interface Span {
  readonly begun: number;
  readonly shown: number;
}

type Follow = (ask: () => Promise<Span>) => Promise<Way>;

interface Runs {
  readonly direct: Way[];
  readonly warm: Way[];
  readonly directNew: Way[];
  readonly opened: Way[];
}

async function measureRuns(bench: Bench, browser: ExtensionBrowser, follow: Follow): Promise<Runs> {
  const runs: Runs = { direct: [], warm: [], directNew: [], opened: [] };
  const panel = await browser.openPage('sidepanel.html');
  // The first question of all sets the extension's rule for requests, and is not kept.
  await askInPanel(panel);
  const bare = await browser.openPage('bare.html');
  for (let run = 0; run < bench.runs; run += 1) {
    bench.say('first chunk, warm');
    const [direct, warm]: [Way[], Way[]] = [[], []];
    for (let index = 0; index < warmQuestions; index += 1) {
      await bare.bringToFront();
      direct.push(await follow(() => askDirectly(bare)));
      await panel.bringToFront();
      warm.push(await follow(() => askInPanel(panel)));
    }
    runs.direct.push(medianWay(direct));
    runs.warm.push(medianWay(warm));
  }
  await panel.close();
  await bare.close();
  for (let run = 0; run < bench.runs; run += 1) {
    bench.say('first chunk, just opened');
    const [direct, opened]: [Way[], Way[]] = [[], []];
    for (let index = 0; index < openings; index += 1) {
      direct.push(await inNewPage(browser, 'bare.html', (page) => follow(() => askDirectly(page))));
      await browser.endBackground();
      opened.push(
        await inNewPage(browser, 'sidepanel.html', (page) => follow(() => askInPanel(page))),
      );
    }
    runs.directNew.push(medianWay(direct));
    runs.opened.push(medianWay(opened));
  }
  return runs;
}

async function inNewPage<Result>(
  browser: ExtensionBrowser,
  name: string,
  act: (page: Page) => Promise<Result>,
): Promise<Result> {
  const page = await browser.openPage(name);
  const result = await act(page);
  await page.close();
  return result;
}

function askDirectly(page: Page): Promise<Span> {
  return page.evaluate(async (url) => {
    const output = document.body.appendChild(document.createElement('p'));
    const time = () => performance.timeOrigin + performance.now();
    const begun = time();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'What comes first?' }] }),
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) output.append(decoder.decode(chunk));
    const shown = time();
    output.remove();
    return { begun, shown };
  }, address);
}

async function askInPanel(panel: Page): Promise<Span> {
  await find(panel, 'button', 'New chat').click();
  await find(panel, 'textbox', 'Message').fill('What comes first?');
  const send = await find(panel, 'button', 'Send').waitHandle();
  const span = await send.evaluate(async (button, words) => {
    const time = () => performance.timeOrigin + performance.now();
    const { promise, resolve } = Promise.withResolvers<number>();
    const observer = new MutationObserver(() => {
      const answer = document.querySelector('article[aria-label="Assistant"]');
      if (answer?.textContent.includes(words)) resolve(time());
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    const begun = time();
    if (button instanceof HTMLElement) button.click();
    const shown = await promise;
    observer.disconnect();
    return { begun, shown };
  }, firstChunk);
  await panel.waitForSelector('article[aria-label="Assistant"]:not([aria-busy])');
  return span;
}

const medianWay = (ways: readonly Way[]): Way => ({
  there: medianOf(ways.map(({ there }) => there)),
  back: medianOf(ways.map(({ back }) => back)),
  whole: medianOf(ways.map(({ whole }) => whole)),
});

function makeFigures({ direct, warm, directNew, opened }: Runs): readonly Figure[] {
  const pick = (ways: readonly Way[], part: keyof Way) => ways.map((way) => way[part]);
  const moreThan = (ways: readonly Way[], than: readonly Way[], part: keyof Way) =>
    pick(ways, part).map((time, run) => time - (than[run]?.[part] ?? Number.NaN));
  const timeOf = (name: string, values: readonly number[]): Figure => ({
    name,
    unit: ' ms',
    values,
  });
  return [
    {
      name: 'panel just opened, to a direct fetch',
      unit: '×',
      values: ratiosOf(pick(opened, 'whole'), pick(directNew, 'whole')),
      target: atMost(1.3, '×'),
    },
    {
      name: 'panel in use, more than a direct fetch',
      unit: ' ms',
      values: moreThan(warm, direct, 'whole'),
      target: atMost(2, ' ms'),
    },
    timeOf('of that: from the click to the server', moreThan(warm, direct, 'there')),
    timeOf('of that: from the server to the screen', moreThan(warm, direct, 'back')),
    timeOf('panel just opened, more than a direct fetch', moreThan(opened, directNew, 'whole')),
    timeOf('of that: from the click to the server', moreThan(opened, directNew, 'there')),
    timeOf('of that: from the server to the screen', moreThan(opened, directNew, 'back')),
    timeOf('direct fetch', pick(direct, 'whole')),
    timeOf('panel in use', pick(warm, 'whole')),
    timeOf('direct fetch in a new page', pick(directNew, 'whole')),
    timeOf('panel just opened', pick(opened, 'whole')),
  ];
}
