import type { Page } from 'puppeteer-core';
import { atLeast, atMost, type Figure, ratiosOf } from '../figure.ts';
import { type BenchBrowser, openBenchBrowser } from '../harness/bench-browser.ts';
import { measureMainThread } from '../harness/main-thread.ts';
import type { ContenderName, RenderingBench } from '../pages/rendering.ts';
import { ending, type TextKind, textKinds } from '../pages/texts.ts';
import type { Bench, Theme } from '../theme.ts';

declare const bench: RenderingBench;

/** Lengths of texts and of what comes at once, in characters. */
const short = 60_000;
const long = 300_000;
const flush = 80;

/** What an answer may be all of; a list or a table of 300 KB is nobody's, and there for comparison. */
const grownKinds: ReadonlySet<TextKind> = new Set(['mixed', 'paragraph', 'fence']);

interface Case {
  readonly contender: ContenderName;
  readonly kind: TextKind;
  readonly length: number;
  /** A frame is painted after each flush. */
  readonly painted: boolean;
}

interface Run {
  /** Of the main thread, in ms. */
  readonly milliseconds: number;
  readonly longestFlush: number;
}

const of = (contender: ContenderName, kind: TextKind, length: number, painted = false): Case => ({
  contender,
  kind,
  length,
  painted,
});

/** One after the other in every round, so that what slows the machine for a while slows all. */
const round: readonly Case[] = [
  ...textKinds.flatMap((kind) => [
    of('plain text', kind, short),
    of('aside', kind, short),
    of('aside', kind, long),
  ]),
  of('plain text', 'mixed', long),
  of('streaming-markdown', 'mixed', short),
  of('streaming-markdown', 'mixed', long),
  of('marked + DOMPurify', 'mixed', short),
  of('react-markdown', 'mixed', short),
];
const paintedRound = [short, long].flatMap((length) => [
  of('plain text', 'mixed', length, true),
  of('aside', 'mixed', length, true),
]);

export const rendering: Theme = {
  name: 'rendering',
  title: 'Rendering an answer as it streams',
  about: `A text comes in flushes of ${flush} characters, each followed by the layout that following the answer forces, with no wait between them. Counted is the processor time of the page's main thread: scripts, style, layout and what is painted meanwhile. Every run has a fresh page. “Plain text” is the limit: lines appended to wrappers of 32, with no Markdown at all. The comparisons parse Markdown with no highlighting and no mathematics. KB is 1,000 characters.`,
  async measure(surroundings) {
    const runs = new Map<string, Run[]>();
    await measureRounds(surroundings, round, runs);
    await measureRounds(surroundings, paintedRound, runs);
    return makeFigures(runs);
  },
};

const keyOf = ({ contender, kind, length, painted }: Case) =>
  [contender, kind, length, painted].join();

async function measureRounds(
  surroundings: Bench,
  cases: readonly Case[],
  runs: Map<string, Run[]>,
): Promise<void> {
  await using cleanUp = new AsyncDisposableStack();
  const unpaced = cases.some(({ painted }) => painted);
  const browser = await openBenchBrowser(surroundings, cleanUp, { unpaced });
  for (let index = 0; index < surroundings.runs; index += 1) {
    for (const each of cases) {
      surroundings.say(`${each.contender}, ${each.kind}, ${each.length / 1000} KB`);
      const run = await measureOnce(browser, each);
      runs.set(keyOf(each), [...(runs.get(keyOf(each)) ?? []), run]);
    }
  }
}

async function measureOnce(browser: BenchBrowser, each: Case): Promise<Run> {
  const page = await browser.openPage('rendering.html');
  const { contender, kind, length, painted } = each;
  await page.evaluate((...args) => bench.prepare(...args), contender, kind, length, flush);
  const milliseconds = await measureMainThread(page, async () => {
    while (!(await page.evaluate((inFrames) => bench.feed(inFrames), painted)));
  });
  const longestFlush = await page.evaluate(() => bench.longestFlush());
  await checkWhole(page, each);
  await page.close();
  return { milliseconds, longestFlush };
}

/** A run that left something out would be fast for nothing. */
async function checkWhole(page: Page, { contender, kind }: Case): Promise<void> {
  const text = await page.evaluate(() => bench.readText());
  if (!text.includes(ending)) throw new Error(`${contender} does not show the end of the text.`);
  if (contender !== 'aside' || kind !== 'mixed') return;
  for (const selector of ['table', 'math', 'pre [class^="code-"]']) {
    const found = await page.evaluate((wanted) => bench.count(wanted), selector);
    if (found < 10) throw new Error(`${contender} shows ${found} of ${selector}.`);
  }
}

const nameOf: Record<TextKind, string> = {
  mixed: 'mixed text',
  paragraph: 'one paragraph',
  list: 'one list',
  table: 'one table',
  fence: 'one code block',
};

function makeFigures(runs: ReadonlyMap<string, readonly Run[]>): readonly Figure[] {
  const read = (each: Case) => {
    const found = runs.get(keyOf(each));
    if (!found) throw new Error(`${keyOf(each)} was not measured.`);
    return found;
  };
  const times = (...args: Parameters<typeof of>) =>
    read(of(...args)).map(({ milliseconds }) => milliseconds);
  const timeOf = (...args: Parameters<typeof of>): Figure => {
    const [contender, kind, length] = args;
    const name = `${contender}, ${nameOf[kind]}, ${length / 1000} KB`;
    return { name, unit: ' ms', values: times(...args) };
  };
  const growthOf = (contender: ContenderName, kind: TextKind): Figure => ({
    name: `growth from 60 to 300 KB, ${contender}, ${nameOf[kind]}`,
    unit: '×',
    values: ratiosOf(times(contender, kind, long), times(contender, kind, short)),
    ...(contender === 'aside' && grownKinds.has(kind) ? { target: atMost(5.5, '×') } : {}),
  });
  const longest = (length: number): Figure => ({
    name: `longest flush, mixed text, ${length / 1000} KB`,
    unit: ' ms',
    values: read(of('aside', 'mixed', length)).map(({ longestFlush }) => longestFlush),
    target: atMost(16.7, ' ms'),
  });
  const perFrame = (contender: ContenderName, length: number): Figure => ({
    name: `${contender}, a flush with the frame that paints it, mixed text, ${length / 1000} KB`,
    unit: ' ms',
    values: times(contender, 'mixed', length, true).map((time) => time / (length / flush)),
    ...(contender === 'aside' ? { target: atMost(16.7, ' ms') } : {}),
  });
  return [
    ...textKinds.map(
      (kind): Figure => ({
        name: `aside to plain text, ${nameOf[kind]}, 60 KB`,
        unit: '×',
        values: ratiosOf(times('aside', kind, short), times('plain text', kind, short)),
        target: atMost(kind === 'fence' ? 3 : 4, '×'),
      }),
    ),
    {
      name: 'react-markdown to aside, mixed text, 60 KB',
      unit: '×',
      values: ratiosOf(times('react-markdown', 'mixed', short), times('aside', 'mixed', short)),
      target: atLeast(100, '×'),
    },
    ...textKinds.map((kind) => growthOf('aside', kind)),
    growthOf('plain text', 'mixed'),
    longest(short),
    longest(long),
    perFrame('aside', short),
    perFrame('plain text', short),
    perFrame('aside', long),
    perFrame('plain text', long),
    ...textKinds.flatMap((kind) => [
      timeOf('plain text', kind, short),
      timeOf('aside', kind, short),
      timeOf('aside', kind, long),
    ]),
    timeOf('plain text', 'mixed', long),
    timeOf('streaming-markdown', 'mixed', short),
    timeOf('streaming-markdown', 'mixed', long),
    timeOf('marked + DOMPurify', 'mixed', short),
    timeOf('react-markdown', 'mixed', short),
  ];
}
