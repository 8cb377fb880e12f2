import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../test/e2e/harness/extension-browser.ts';
import { find } from '../../test/e2e/harness/find.ts';
import type { ScriptedAsk } from '../../test/e2e/harness/scripted-ask.ts';
import { atLeast, atMost, type Figure } from '../figure.ts';
import { openProduct } from '../harness/product-browser.ts';
import { makeText } from '../pages/texts.ts';
import type { Theme } from '../theme.ts';

const chunksPerSecond = 1000;
const seconds = 5;

/** What happens in a panel, in ms of its own clock. */
interface Recording {
  readonly deltas: number[];
  readonly frames: number[];
}

declare const recording: Recording;

/** The calls of an extension page that a recording listens in on. */
declare const chrome: {
  runtime: {
    connect(...args: unknown[]): {
      onMessage: { addListener(listener: (message: unknown) => void): void };
    };
  };
};

interface Run {
  readonly messagesPerFrame: number;
  readonly mostInAFrame: number;
  readonly framesPerSecond: number;
  readonly longestFrame: number;
  readonly messagesElsewhere: number;
}

export const relay: Theme = {
  name: 'relay',
  title: 'The relay from a fast server',
  about: `A service sends ${chunksPerSecond.toLocaleString('en')} chunks a second of Markdown for ${seconds} seconds; a panel in front shows the answer, another one shows another conversation. Counted in the pages are the messages that arrive at their ports, and the frames.`,
  async measure(bench) {
    await using cleanUp = new AsyncDisposableStack();
    const browser = await openProduct(bench, cleanUp, (ask) => void sendFast(ask));
    const runs: Run[] = [];
    for (let run = 0; run < bench.runs; run += 1) {
      bench.say('relay');
      runs.push(await measureOnce(browser));
    }
    return makeFigures(runs);
  },
};

/** Sends each chunk by itself, as many as are due whenever the timer comes round. */
async function sendFast(ask: ScriptedAsk): Promise<void> {
  const text = makeText('mixed', chunksPerSecond * seconds * 6);
  const count = chunksPerSecond * seconds;
  const begun = performance.now();
  for (let sent = 0; sent < count; ) {
    const due = Math.floor(((performance.now() - begun) * chunksPerSecond) / 1000);
    for (; sent < Math.min(due, count); sent += 1) ask.write(text.slice(sent * 6, sent * 6 + 6));
    await setTimeout(1);
  }
  ask.end();
}

async function measureOnce(browser: ExtensionBrowser): Promise<Run> {
  const other = await openRecorded(browser);
  const panel = await openRecorded(browser);
  await find(panel, 'textbox', 'Message').fill('Tell me all');
  await find(panel, 'button', 'Send').click();
  await panel.waitForSelector('article[aria-label="Assistant"]:not([aria-busy])', {
    timeout: 60_000,
  });
  const { deltas, frames } = await panel.evaluate(() => recording);
  const elsewhere = await other.evaluate(() => recording);
  await panel.close();
  await other.close();
  return describe(deltas, frames, elsewhere.deltas.length);
}

async function openRecorded({ puppeteer, origin }: ExtensionBrowser): Promise<Page> {
  const page = await puppeteer.newPage();
  await page.evaluateOnNewDocument(() => {
    const kept: Recording = { deltas: [], frames: [] };
    Object.assign(globalThis, { recording: kept });
    const { connect } = chrome.runtime;
    chrome.runtime.connect = (...args) => {
      const port = connect(...args);
      port.onMessage.addListener((message) => {
        const isDelta = (message as { type?: unknown }).type === 'answer-delta';
        if (isDelta) kept.deltas.push(performance.now());
      });
      return port;
    };
    const count = (time: number) => {
      kept.frames.push(time);
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await page.goto(`${origin}/sidepanel.html`);
  await find(page, 'button', 'New chat').click();
  return page;
}

function describe(deltas: readonly number[], frames: readonly number[], elsewhere: number): Run {
  const [first = 0] = deltas;
  const last = deltas.at(-1) ?? first;
  const during = frames.filter((time) => time >= first && time <= last);
  const lengths = during.slice(1).map((time, index) => time - (during[index] ?? time));
  const perFrame = during.map((time, index) => {
    const until = during[index + 1] ?? last;
    return deltas.filter((delta) => delta >= time && delta < until).length;
  });
  return {
    messagesPerFrame: deltas.length / during.length,
    mostInAFrame: Math.max(...perFrame),
    framesPerSecond: (during.length / (last - first)) * 1000,
    longestFrame: Math.max(...lengths),
    messagesElsewhere: elsewhere,
  };
}

function makeFigures(runs: readonly Run[]): readonly Figure[] {
  const pick = (part: keyof Run) => runs.map((run) => run[part]);
  return [
    {
      name: 'messages a frame',
      unit: '',
      values: pick('messagesPerFrame'),
      target: atMost(1, ''),
    },
    {
      name: 'messages to a panel that shows another conversation',
      unit: '',
      values: pick('messagesElsewhere'),
      target: atMost(0, ''),
    },
    {
      name: 'frames a second',
      unit: '',
      values: pick('framesPerSecond'),
      target: atLeast(59, ''),
    },
    { name: 'longest frame', unit: ' ms', values: pick('longestFrame') },
    { name: 'most messages between two frames', unit: '', values: pick('mostInAFrame') },
  ];
}
