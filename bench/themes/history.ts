import type { Page } from 'puppeteer-core';
import { atMost, type Figure, medianOf, ratiosOf, type Target } from '../figure.ts';
import { openBenchBrowser } from '../harness/bench-browser.ts';
import type { HistoryBench, HistoryOperation } from '../pages/history.ts';
import type { Bench, Theme } from '../theme.ts';

declare const historyBench: HistoryBench;

/** How many conversations; the same number in the newest page of the index. */
const few = 100;
const many = 10_100;
/** Calls of an operation in a run, whose median is the run's value. */
const calls = 40;
/** The two profiles take turns after so many, so that what slows the machine slows both. */
const callsInARow = 5;

/** Each operation, and the call of storage that it comes to. */
const measured: readonly { operation: HistoryOperation; storage: HistoryOperation }[] = [
  { operation: 'list', storage: 'storage: read a conversation' },
  { operation: 'open', storage: 'storage: read a conversation' },
  { operation: 'ask', storage: 'storage: read and write a conversation and its page' },
  { operation: 'checkpoint', storage: 'storage: write 2 KB' },
  { operation: 'end of an answer', storage: 'storage: read and write a conversation and its page' },
  { operation: 'rename', storage: 'storage: read and write a conversation and its page' },
  { operation: 'delete', storage: 'storage: read and write a conversation and its page' },
];
const operations = [
  ...new Set([...measured.map((each) => each.operation), ...measured.map((each) => each.storage)]),
];

export const history: Theme = {
  name: 'history',
  title: 'History in storage',
  about: `The operations of core on the browser's own storage, in two profiles: one with ${few} conversations of 20 messages of 500 characters, one with ${many.toLocaleString('en')} of them (100 MB). A run's value is the median of ${calls} calls, each about another conversation. “Storage” is what the database alone takes to read, or to read and write, as much. An operation may grow by 1.1×, or by 1.1 times what storage grows by, and never by more than 2×.`,
  async measure(bench) {
    await using cleanUp = new AsyncDisposableStack();
    const small = await openFilled(bench, few, cleanUp);
    const large = await openFilled(bench, many, cleanUp);
    const times = new Map<string, { few: number[]; many: number[] }>();
    for (const operation of operations) times.set(operation, { few: [], many: [] });
    // The first round is for the browser to warm up, and is not kept.
    for (let run = 0; run <= bench.runs; run += 1) {
      for (const [operation, kept] of times) {
        bench.say(`history: ${operation}`);
        const inFew: number[] = [];
        const inMany: number[] = [];
        while (inFew.length < calls) {
          inFew.push(...(await measureCalls(small, operation, few)));
          inMany.push(...(await measureCalls(large, operation, many)));
        }
        if (run === 0) continue;
        kept.few.push(medianOf(inFew));
        kept.many.push(medianOf(inMany));
      }
    }
    return makeFigures(times);
  },
};

async function openFilled(
  bench: Bench,
  count: number,
  cleanUp: AsyncDisposableStack,
): Promise<Page> {
  const { openPage } = await openBenchBrowser(bench, cleanUp);
  const page = await openPage('history.html');
  bench.say(`storing ${count} conversations`);
  await page.evaluate((size) => historyBench.fill(size), count);
  return page;
}

function measureCalls(page: Page, operation: string, count: number): Promise<number[]> {
  return page.evaluate(
    (name, size, times) => historyBench.measure(name as HistoryOperation, size, times),
    operation,
    count,
    callsInARow,
  );
}

function makeFigures(
  times: ReadonlyMap<string, { readonly few: number[]; readonly many: number[] }>,
): readonly Figure[] {
  const read = (operation: HistoryOperation) => {
    const found = times.get(operation);
    if (!found) throw new Error(`${operation} was not measured.`);
    return found;
  };
  const growthOf = (operation: HistoryOperation) => {
    const taken = read(operation);
    return ratiosOf(taken.many, taken.few);
  };
  const growth = measured.map(
    ({ operation, storage }): Figure => ({
      name: `${operation}, growth from ${few} to ${many.toLocaleString('en')} conversations`,
      unit: '×',
      values: growthOf(operation),
      target: flatAs(medianOf(growthOf(storage))),
    }),
  );
  const ofStorage = [...new Set(measured.map(({ storage }) => storage))].map(
    (operation): Figure => ({
      name: `${operation}, growth`,
      unit: '×',
      values: growthOf(operation),
    }),
  );
  const inMany = operations.map(
    (operation): Figure => ({
      name: `${operation}, ${many.toLocaleString('en')} conversations`,
      unit: ' ms',
      values: read(operation).many,
    }),
  );
  return [...growth, ...ofStorage, ...inMany];
}

/** As flat as storage allows. */
const flatAs = (storageGrowth: number): Target =>
  atMost(Math.min(2, 1.1 * Math.max(1, storageGrowth)), '×');
