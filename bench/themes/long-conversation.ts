import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../test/e2e/harness/extension-browser.ts';
import { atMost, type Figure, ratiosOf } from '../figure.ts';
import { panelSize } from '../harness/bench-browser.ts';
import { openProduct } from '../harness/product-browser.ts';
import type { HistoryBench } from '../pages/history.ts';
import { ending } from '../pages/texts.ts';
import type { Theme } from '../theme.ts';

declare const historyBench: HistoryBench;

/** How many questions with their answers. */
const short = 20;
const long = 1000;
/** How many questions of the long one have another version. */
const branches = 50;
/** CSS pixels a frame: a fast flick. */
const scrollStep = 300;
const scrollFrames = 600;

interface Run {
  /** From the navigation until the last answer is there as it stays, in ms. */
  readonly shown: number;
  /** Intervals between frames while scrolling, in ms. */
  readonly frames: readonly number[];
}

declare const lastAnswerShown: Promise<number>;

export const longConversation: Theme = {
  name: 'long-conversation',
  title: 'A conversation of a thousand turns',
  about: `The side panel opens a stored conversation of ${long.toLocaleString('en')} turns, ${branches} of which have another version, and one of ${short} turns; every answer is Markdown of some 1,500 characters. Measured is the time from the navigation until the last answer stands rendered at the end of the log, then the frames while the log is scrolled up from its end, ${scrollFrames} times by ${scrollStep} pixels; the short one, which is not as long, up and down. At 60 frames a second one takes 16.7 ms; one of more than 25 ms is a frame missed.`,
  async measure(bench) {
    await using cleanUp = new AsyncDisposableStack();
    const browser = await openProduct(bench, cleanUp);
    const storing = await browser.openPage('history.html');
    for (const [turns, others] of [
      [short, 0],
      [long, branches],
    ] as const) {
      await storing.evaluate(
        (...args) => historyBench.storeLong(`turns-${args[0]}`, ...args),
        turns,
        others,
      );
    }
    const inShort: Run[] = [];
    const inLong: Run[] = [];
    for (let run = 0; run < bench.runs; run += 1) {
      bench.say('long conversation');
      inShort.push(await measureOnce(browser, storing, short));
      inLong.push(await measureOnce(browser, storing, long));
    }
    return makeFigures(inShort, inLong);
  },
};

async function measureOnce(
  { puppeteer, origin }: ExtensionBrowser,
  storing: Page,
  turns: number,
): Promise<Run> {
  await storing.evaluate((id) => localStorage.setItem('lastConversation', id), `turns-${turns}`);
  const page = await puppeteer.newPage();
  await page.setViewport(panelSize);
  await page.evaluateOnNewDocument(watchLastAnswer, ending);
  await page.goto(`${origin}/sidepanel.html`);
  const shown = await page.evaluate(() => lastAnswerShown);
  const frames = await page.evaluate(scroll, scrollStep, scrollFrames);
  await page.close();
  return { shown, frames };
}

/** Runs in the page, before its own scripts. */
function watchLastAnswer(words: string): void {
  const { promise, resolve } = Promise.withResolvers<number>();
  Object.assign(globalThis, { lastAnswerShown: promise });
  const observer = new MutationObserver(() => {
    const last = Array.from(document.querySelectorAll('article.answer')).at(-1);
    if (!last?.querySelector('.markdown')?.textContent.includes(words)) return;
    resolve(performance.now());
    observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true });
}

/** Runs in the page: up from the end, and back from where it goes no further. */
async function scroll(step: number, count: number): Promise<number[]> {
  const scroller = document.querySelector('.log-scroller');
  if (!scroller) throw new Error('The panel has no log');
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const frames: number[] = [];
  let before = await nextFrame();
  let direction = -1;
  while (frames.length < count) {
    const from = scroller.scrollTop;
    scroller.scrollTop += direction * step;
    if (scroller.scrollTop === from) direction = -direction;
    const now = await nextFrame();
    frames.push(now - before);
    before = now;
  }
  return frames;
}

function makeFigures(inShort: readonly Run[], inLong: readonly Run[]): readonly Figure[] {
  const shown = (runs: readonly Run[]) => runs.map((run) => run.shown);
  const worst = (runs: readonly Run[]) => runs.map(({ frames }) => Math.max(...frames));
  const missed = (runs: readonly Run[]) =>
    runs.map(({ frames }) => frames.filter((frame) => frame > 25).length);
  const last = `last answer on screen`;
  return [
    {
      name: `${last}, ${long} turns to ${short}`,
      unit: '×',
      values: ratiosOf(shown(inLong), shown(inShort)),
    },
    { name: `${last}, ${short} turns`, unit: ' ms', values: shown(inShort) },
    { name: `${last}, ${long} turns`, unit: ' ms', values: shown(inLong) },
    {
      name: `longest frame while scrolling, ${long} turns`,
      unit: ' ms',
      values: worst(inLong),
      target: atMost(25, ' ms'),
    },
    { name: `longest frame while scrolling, ${short} turns`, unit: ' ms', values: worst(inShort) },
    { name: `frames missed of ${scrollFrames}, ${long} turns`, unit: '', values: missed(inLong) },
    { name: `frames missed of ${scrollFrames}, ${short} turns`, unit: '', values: missed(inShort) },
  ];
}
