import { buildExtension } from '../server/browser-build.ts';
import { findBrowser } from '../server/browser-find.ts';
import { ensureTools } from '../server/browser-install.ts';
import { writeDocument } from './document.ts';
import { type Figure, summarise } from './figure.ts';
import { readBrowserVersion } from './harness/bench-browser.ts';
import { buildPages, copyProduct } from './harness/build-pages.ts';
import { describeMachine } from './machine.ts';
import { type BenchOptions, fullRuns } from './options.ts';
import { alignRows, rowOf } from './table.ts';
import type { Bench, Section } from './theme.ts';
import { themes } from './themes.ts';

/** Measures, prints, and writes the document when it is all of it. Returns whether all targets held. */
export async function runBenchmark({ themes: chosen, runs }: BenchOptions): Promise<boolean> {
  await using cleanUp = new AsyncDisposableStack();
  ensureTools(['chromium']);
  const found = findBrowser('chromium');
  if (!found) throw new Error('No Chromium was found.');
  const stopped = new AbortController();
  const build = await buildExtension('chromium', stopped.signal);
  const pages = await buildPages(cleanUp);
  const product = await copyProduct(build, pages, cleanUp);
  const bench: Bench = { found, runs, pages, product, say };
  const machine = describeMachine(await readBrowserVersion(bench));
  console.log(`${machine.date} · ${machine.versions} · ${machine.hardware} · ${runs} runs\n`);

  const sections: Section[] = [];
  for (const theme of chosen) {
    const figures = await theme.measure(bench);
    say('');
    sections.push({ theme, figures });
    console.log(`${theme.title}\n`);
    for (const row of alignRows(figures.map(rowOf))) console.log(row.join('  '));
    console.log('');
  }
  const missed = sections.flatMap(({ figures }) => figures).filter((each) => !isHeld(each));
  console.log(missed.length === 0 ? 'Every target is held.' : `${missed.length} targets missed:`);
  for (const { name } of missed) console.log(`  ${name}`);
  if (chosen.length === themes.length && runs >= fullRuns) writeDocument(machine, runs, sections);
  return missed.length === 0;
}

const isHeld = (figure: Figure) => summarise(figure).held !== false;

/** What is being done, in a line that the next one replaces; nothing where output goes to a file. */
function say(what: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${what}`);
}
