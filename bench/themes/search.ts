import type { Page } from 'puppeteer-core';
import { atMost, type Figure, medianOf, ratiosOf } from '../figure.ts';
import { openBenchBrowser } from '../harness/bench-browser.ts';
import type { Indexed, SearchBench } from '../pages/search.ts';
import type { Bench, Theme } from '../theme.ts';

declare const searchBench: SearchBench;

/** How many conversations; the same number in the newest page of the list. */
const few = 100;
const many = 10_100;
/** Queries, and turns, in a run, whose median is the run's value. */
const calls = 20;

const kinds = ['indexed', 'plain', 'storage'] as const;
type Kind = (typeof kinds)[number];
type Times = Record<Kind, { few: number[]; many: number[] }>;

export const search: Theme = {
  name: 'search',
  title: 'Search in the history',
  about: `The index in the browser's own storage, in two profiles as above. A query is two words of some conversation, the second without its last letter; its first results are the best twenty, each in its sentence, with nothing read before. The scan reads every conversation and looks for the words. A run's value is the median of ${calls} queries, or of as many turns that end; what is left to be done for the index after them is not in it. “Storage” is a write of as much.`,
  async measure(bench) {
    await using cleanUp = new AsyncDisposableStack();
    const small = await openIndexed(bench, few, cleanUp);
    const large = await openIndexed(bench, many, cleanUp);
    const sizes = await large.page.evaluate((count) => searchBench.sizes(count), many);
    const first: number[] = [];
    const scans: number[] = [];
    const times: Times = {
      indexed: { few: [], many: [] },
      plain: { few: [], many: [] },
      storage: { few: [], many: [] },
    };
    // The first round is for the browser to warm up, and is not kept.
    for (let run = 0; run <= bench.runs; run += 1) {
      bench.say('search: queries');
      const { took, scanned } = await measureQueries(large.page);
      if (run > 0) first.push(took);
      if (run > 0) scans.push(scanned);
    }
    for (let run = 0; run <= bench.runs; run += 1) {
      for (const kind of kinds) {
        bench.say(`search: ${kind} turns`);
        const inFew = await measureTurns(small.page, kind, few);
        const inMany = await measureTurns(large.page, kind, many);
        if (run === 0) continue;
        times[kind].few.push(inFew);
        times[kind].many.push(inMany);
      }
    }
    return [
      {
        name: 'first results, as part of a scan',
        unit: '×',
        values: ratiosOf(first, scans),
        target: atMost(0.05, '×'),
      },
      {
        name: 'index, as part of the text',
        unit: ' %',
        values: [(100 * sizes.index) / sizes.text],
        target: atMost(20, ' %'),
      },
      ...growthFigures(times),
      { name: 'first results', unit: ' ms', values: first },
      { name: 'scan', unit: ' ms', values: scans },
      { name: 'end of a turn, indexed', unit: ' ms', values: times.indexed.many },
      { name: 'end of a turn, not indexed', unit: ' ms', values: times.plain.many },
      {
        name: 'indexing all of it anew',
        unit: ' s',
        values: large.indexed.map(({ all }) => all / 1000),
      },
      {
        name: 'longest step of that',
        unit: ' ms',
        values: large.indexed.map(({ longest }) => longest),
      },
    ];
  },
};

function growthFigures(times: Times): readonly Figure[] {
  const growthOf = (kind: Kind) => ratiosOf(times[kind].many, times[kind].few);
  const ofStorage = growthOf('storage');
  return [
    {
      name: `end of a turn, indexed, growth from ${few} to ${many.toLocaleString('en')} conversations`,
      unit: '×',
      values: growthOf('indexed'),
      target: atMost(Math.min(2, 1.1 * Math.max(1, medianOf(ofStorage))), '×'),
    },
    { name: 'end of a turn, not indexed, growth', unit: '×', values: growthOf('plain') },
    { name: 'storage: as much, growth', unit: '×', values: ofStorage },
  ];
}

/** Stores conversations, and indexes all of them, as often in one profile as in the other. */
async function openIndexed(bench: Bench, count: number, cleanUp: AsyncDisposableStack) {
  const { openPage } = await openBenchBrowser(bench, cleanUp);
  const page = await openPage('search.html');
  bench.say(`storing ${count} conversations`);
  await page.evaluate((size) => searchBench.fill(size), count);
  const indexed: Indexed[] = [];
  for (let run = 0; run < bench.runs; run += 1) {
    bench.say(`indexing ${count} conversations`);
    indexed.push(await page.evaluate(() => searchBench.indexAnew()));
  }
  return { page, indexed };
}

async function measureQueries(page: Page): Promise<{ took: number; scanned: number }> {
  const measured = await page.evaluate(
    async (count, times) => {
      const taken: number[] = [];
      let query = '';
      for (let time = 0; time < times; time += 1) {
        query = searchBench.makeQuery(count);
        const { took, hits } = await searchBench.search(query);
        if (hits === 0) throw new Error(`“${query}” was not found.`);
        taken.push(took);
      }
      const { took, hits } = await searchBench.scan(query, count);
      if (hits === 0) throw new Error(`“${query}” was not found in a scan.`);
      return { taken, scanned: took };
    },
    many,
    calls,
  );
  return { took: medianOf(measured.taken), scanned: measured.scanned };
}

async function measureTurns(page: Page, kind: Kind, count: number): Promise<number> {
  const taken = await page.evaluate(
    (each, size, times) => searchBench.append(each, size, times),
    kind,
    count,
    calls,
  );
  return medianOf(taken);
}
