import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { makeTitle } from '../../../core/title.ts';
import type { ExtensionBrowser } from '../../e2e/harness/extension-browser.ts';
import { find } from '../../e2e/harness/find.ts';
import { askInPanel, waitForEnd } from '../../e2e/harness/panel.ts';
import type { ScriptedAsk } from '../../e2e/harness/scripted-ask.ts';
import type { ScriptedService } from '../../e2e/harness/scripted-service.ts';
import { readStoredUnder } from '../../e2e/harness/stored.ts';
import { quoteScreen, readShownTurn, readStoredText } from './shown-turn.ts';

/** A text that may have lost its end. */
export interface PartialText {
  readonly sent: string;
  /** How it must begin. */
  readonly atLeast?: string;
  /** Says in words how old what is missing was. */
  readonly tellLoss?: (text: string) => string;
}

/** What a question and its answer must look like once a fault is over. */
interface Outcome {
  /** The answer's text, to the byte where it is a string. */
  readonly text: string | PartialText;
  /** What the screen says of the answer besides its text; '' for a complete one. */
  readonly says: RegExp | '';
  /** How many requests for it may have reached the service; one by default. */
  readonly asked?: number;
}

/** A new chat in a side panel, with one question that no other chat asks. */
export interface Chat {
  /** The panel of now; `reopen` makes another one. */
  readonly panel: Page;
  readonly question: string;
  /** Asks another question first, which is answered: its connection stays open for the next. */
  warmUp(): Promise<void>;
  /** Sends the question; the request may or may not arrive. */
  send(): Promise<void>;
  /** Sends the question and waits for its request. */
  ask(): Promise<ScriptedAsk>;
  /** Closes the panel if it is still there. */
  close(): Promise<void>;
  /** Closes the panel and opens another one, which shows the same conversation. */
  reopen(): Promise<void>;
  /** Opens a panel, and in it the conversation as the history lists it. */
  reopenFromHistory(): Promise<void>;
  /** How many requests for this question have reached the service. */
  countAsks(): number;
  /** Waits until the question is stored, which its request does not wait for. */
  waitUntilStored(): Promise<void>;
  waitForText(text: string): Promise<void>;
  /** Waits until the screen says this of the answer besides its text. */
  waitForWords(words: RegExp, patience?: Patience): Promise<void>;
  /**
   * Fails unless screen, storage and a panel that is opened anew agree on the outcome, and the
   * question was asked no more often than it may.
   * @returns what was seen, in words
   */
  expectOutcome(outcome: Outcome, patience?: Patience): Promise<string>;
}

/** How long something may take until it is there, in ms; ten seconds by default. */
interface Patience {
  readonly timeout?: number;
}

export async function startChat(
  browser: ExtensionBrowser,
  service: ScriptedService,
  question: string,
): Promise<Chat> {
  let panel = await browser.openPage('sidepanel.html');
  await find(panel, 'button', 'New chat').click();
  const send = async (words: string) => {
    // In a window a tab that is not in front is never painted, and cannot be typed into.
    await panel.bringToFront();
    await askInPanel(panel, words);
  };
  const ask = async (words: string) => {
    await send(words);
    return waitForAsk(service, words);
  };

  const chat: Chat = {
    get panel() {
      return panel;
    },
    question,
    warmUp: async () => {
      const first = await ask(`Something else first, ${randomUUID()}`);
      first.write('Gladly.');
      first.end();
      await waitForEnd(panel);
    },
    send: () => send(question),
    ask: () => ask(question),
    close: async () => {
      if (panel.browser().connected && !panel.isClosed()) await panel.close();
    },
    reopen: async () => {
      await chat.close();
      panel = await browser.openPage('sidepanel.html');
    },
    reopenFromHistory: async () => {
      await chat.reopen();
      await find(panel, 'button', 'History').click();
      await find(panel, 'button', makeTitle({ text: question })).click();
    },
    countAsks: () => asksFor(service, question).length,
    waitUntilStored: async () => {
      const read = async () => Object.values(await readStoredUnder(panel, 'conversation:'));
      await expect.poll(read).toContainEqual(expect.stringContaining(question));
    },
    waitForText: (text) =>
      expect.poll(async () => (await readShownTurn(panel)).text).toContain(text.trimEnd()),
    waitForWords: (words, patience) =>
      expect.poll(async () => (await readShownTurn(panel)).says, patience).toMatch(words),
    expectOutcome: async (outcome, patience) => {
      const { says, asked = 1 } = outcome;
      const ending = says === '' ? '' : expect.stringMatching(says);
      await expect
        .poll(() => readShownTurn(panel), patience)
        .toMatchObject({ question, running: false, says: ending });
      const text = await readStoredText(panel);
      const lost = expectText(text, outcome.text);
      const expected = { question, text: text.trim(), says: ending, running: false };
      // A long text that is opened is drawn bit by bit.
      await expect.poll(() => readShownTurn(panel), patience).toEqual(expected);
      await chat.reopen();
      await expect.poll(() => readShownTurn(panel), patience).toEqual(expected);
      expect(chat.countAsks()).toBe(asked);
      const kept = text === '' && lost === '' ? 'no text' : `${size(text)} kept${lost}`;
      return `${kept}; ${quoteScreen(await readShownTurn(panel))}; asked ${chat.countAsks()}×`;
    },
  };
  return chat;
}

const asksFor = (service: ScriptedService, words: string) =>
  service.asks.filter(({ body }) => JSON.stringify(body).includes(words));

/** The one request with these words in it, once it is there. */
export async function waitForAsk(service: ScriptedService, words: string): Promise<ScriptedAsk> {
  await expect.poll(() => asksFor(service, words)).toHaveLength(1);
  return asksFor(service, words)[0]!;
}

/** @returns how much is missing, in words */
function expectText(text: string, expected: Outcome['text']): string {
  if (typeof expected === 'string') {
    expect(text).toBe(expected);
    return '';
  }
  const { sent, atLeast = '', tellLoss = () => '' } = expected;
  expect(sent.startsWith(text), 'the text is how what was sent begins').toBe(true);
  expect(text.startsWith(atLeast), 'the text holds all that must not be lost').toBe(true);
  return ` of ${size(sent)} sent${tellLoss(text)}`;
}

const size = (text: string) => `${Buffer.byteLength(text).toLocaleString('en')} B`;
