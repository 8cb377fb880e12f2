import type { Page } from 'puppeteer-core';
import { readStored } from '../../e2e/harness/stored.ts';

interface StoredConversation {
  readonly conversation: { readonly turns: readonly { readonly answer: { text: string } }[] };
}

/** What a side panel shows of its last turn. */
export interface ShownTurn {
  readonly question: string;
  readonly text: string;
  /** What is said of the answer besides its text: how it ended, and why. */
  readonly says: string;
  readonly running: boolean;
}

/**
 * How it reads with all of it on screen, a long paragraph in one: what is off screen is not laid
 * out, and would not count as shown.
 */
const laidOut = `.markdown-group { content-visibility: visible !important }
  .markdown-run { display: inline !important }`;

export function readShownTurn(panel: Page): Promise<ShownTurn> {
  return panel.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const { adoptedStyleSheets } = document;
    document.adoptedStyleSheets = [...adoptedStyleSheets, sheet];
    const textOf = (element: Element | null | undefined) =>
      // biome-ignore lint/performance/useDomNodeTextContent: what is hidden does not count
      element instanceof HTMLElement ? element.innerText.trim() : '';
    const question = [...document.querySelectorAll('article.question')].at(-1);
    const answer = [...document.querySelectorAll('article.answer')].at(-1);
    const notes = answer?.querySelectorAll('.note, [role=alert] > :not(.actions)') ?? [];
    const shown = {
      question: textOf(question),
      text: textOf(answer?.querySelector('.markdown, .plain-answer')),
      says: [...notes]
        .map((note) => textOf(note.querySelector('span') ?? note))
        .filter((words) => words !== '')
        .join(' — '),
      running: answer?.ariaBusy === 'true',
    };
    document.adoptedStyleSheets = adoptedStyleSheets;
    return shown;
  }, laidOut);
}

/** The text of the last answer as it is in storage, of the conversation that the panel shows. */
export async function readStoredText(panel: Page): Promise<string> {
  const shown = await panel.evaluate(() => localStorage.getItem('lastConversation'));
  const stored = (await readStored(panel))[`conversation:${shown}`];
  if (stored === undefined) return '';
  const { conversation }: StoredConversation = JSON.parse(stored);
  return conversation.turns.at(-1)?.answer.text ?? '';
}

const quoteLength = 180;

/** The screen's own words about an answer, for the table. */
export function quoteScreen({ says, running }: ShownTurn): string {
  if (running) return 'still running';
  if (says === '') return 'complete, nothing else said';
  return `“${says.length > quoteLength ? `${says.slice(0, quoteLength)}…` : says}”`;
}
