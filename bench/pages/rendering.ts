import '../../components/styles/page.css';
import '../../components/styles/chat.css';
import { scrollToEnd } from '../../components/use-follow.ts';
import type { Contender, MakeContender } from './contenders/contender.ts';
import { makeText, type TextKind } from './texts.ts';

const contenders = {
  aside: () => import('./contenders/aside.tsx'),
  'plain text': () => import('./contenders/plain-text.ts'),
  'streaming-markdown': () => import('./contenders/streaming-markdown.ts'),
  'marked + DOMPurify': () => import('./contenders/marked-dompurify.ts'),
  'react-markdown': () => import('./contenders/react-markdown.ts'),
} satisfies Record<string, () => Promise<{ makeContender: MakeContender }>>;

export type ContenderName = keyof typeof contenders;

interface Run {
  readonly contender: Contender;
  readonly pieces: readonly string[];
  fed: number;
  text: string;
  /** What the longest flush took, in ms. */
  longest: number;
}

let current: Run | undefined;

const findElement = (selector: string) => {
  const element = document.querySelector(selector);
  if (element instanceof HTMLElement) return element;
  throw new Error(`The page has no ${selector}`);
};

const channel = new MessageChannel();

/**
 * Gives other tasks and frames their turn, and waits for no frame. By one channel for all times: to
 * dispose of thousands of them would be half of what the longest garbage collection takes.
 */
const nextTask = () =>
  new Promise<void>((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(undefined);
  });

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const idle = () => new Promise((resolve) => requestIdleCallback(resolve));

/** Loads the contender and makes the text, so that a run measures neither. */
async function prepare(name: ContenderName, kind: TextKind, length: number, flush: number) {
  const { makeContender } = await contenders[name]();
  const text = makeText(kind, length);
  const pieces = Array.from({ length: Math.ceil(text.length / flush) }, (_, index) =>
    text.slice(index * flush, (index + 1) * flush),
  );
  const contender = await makeContender(findElement('.answer'));
  current = { contender, pieces, fed: 0, text: '', longest: 0 };
  await nextFrame();
  await idle();
}

/** A call may last this long, in ms; the next one goes on. */
const patience = 20_000;

/**
 * Feeds the text piece by piece: as fast as the contender takes it, or a piece a frame. Each flush
 * ends with the layout that following the answer forces. Returns whether all of it is fed.
 */
async function feed(inFrames: boolean): Promise<boolean> {
  if (!current) throw new Error('Nothing is prepared');
  const run = current;
  const { contender, pieces } = run;
  const scroller = findElement('.log-scroller');
  const flush = (show: () => void) => {
    const begun = performance.now();
    show();
    scrollToEnd(scroller);
    run.longest = Math.max(run.longest, performance.now() - begun);
  };
  const until = performance.now() + patience;
  while (run.fed < pieces.length) {
    if (performance.now() > until) return false;
    const piece = pieces[run.fed] ?? '';
    run.fed += 1;
    run.text += piece;
    flush(() => contender.update(run.text, piece));
    await (inFrames ? nextFrame() : nextTask());
  }
  flush(() => contender.end?.(run.text));
  await untilQuiet(findElement('.answer'));
  return true;
}

/** What was put off to a later moment, such as highlighting, belongs to the run. */
async function untilQuiet(element: HTMLElement): Promise<void> {
  let changed = true;
  const observer = new MutationObserver(() => {
    changed = true;
  });
  observer.observe(element, { subtree: true, childList: true, characterData: true });
  for (let quiet = 0; quiet < 5; quiet = changed ? 0 : quiet + 1) {
    changed = false;
    await nextFrame();
    await idle();
  }
  observer.disconnect();
}

const longestFlush = () => current?.longest ?? Number.NaN;

/** What the answer shows, to tell that all of it is there. */
const readText = () => findElement('.answer').textContent;
const count = (selector: string) => findElement('.answer').querySelectorAll(selector).length;

const bench = { prepare, feed, longestFlush, readText, count };
export type RenderingBench = typeof bench;
Object.assign(globalThis, { bench });
