import { launchWithExtension } from '../../server/browser-launch.ts';
import { atMost, type Figure, ratiosOf } from '../figure.ts';
import { panelSize } from '../harness/bench-browser.ts';
import type { Bench, Theme } from '../theme.ts';

/** Cold starts in a run for each page: one alone says little about a twentieth. */
const startsPerRun = 3;

declare const focused: Promise<number>;

export const start: Theme = {
  name: 'start',
  title: 'The side panel, opened cold',
  about: `The time from the navigation until the textbox has the focus, in a browser that was started for it with a new profile; the panel against a page that has nothing but a textbox and Preact, both in the same build. The two take turns, ${startsPerRun} times a run.`,
  async measure(bench) {
    const panel: number[] = [];
    const bare: number[] = [];
    for (let index = 0; index < bench.runs * startsPerRun; index += 1) {
      bench.say('cold start');
      bare.push(await openCold(bench, 'bare.html'));
      panel.push(await openCold(bench, 'sidepanel.html'));
    }
    return makeFigures(panel, bare);
  },
};

/** In ms since the navigation began. */
async function openCold({ found, product }: Bench, name: string): Promise<number> {
  await using cleanUp = new AsyncDisposableStack();
  const { browser, origin } = await launchWithExtension({
    found,
    extensionDirectory: product,
    headless: true,
  });
  cleanUp.defer(() => browser.close());
  const page = await browser.newPage();
  await page.setViewport(panelSize);
  await page.evaluateOnNewDocument(() => {
    const { promise, resolve } = Promise.withResolvers<number>();
    Object.assign(globalThis, { focused: promise });
    addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLTextAreaElement) resolve(performance.now());
    });
  });
  await page.goto(`${origin}/${name}`);
  return await page.evaluate(() => focused);
}

function makeFigures(panel: readonly number[], bare: readonly number[]): readonly Figure[] {
  return [
    {
      name: 'side panel to the bare page, ready for input',
      unit: '×',
      values: ratiosOf(panel, bare),
      target: atMost(1.05, '×'),
    },
    { name: 'bare page', unit: ' ms', values: bare },
    { name: 'side panel', unit: ' ms', values: panel },
  ];
}
