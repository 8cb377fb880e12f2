import type { ElementHandle, Page } from 'puppeteer-core';

/** What the panel shows of an answer at one moment. */
interface ShownAnswer {
  readonly text: string;
  readonly isRunning: boolean;
  /** The words of what went wrong, if anything did. */
  readonly failure: string | undefined;
}

/**
 * The part of a growing text that will hardly change any more. An open line may still turn out to
 * be Markdown (two stars become bold), so it is held back from its first such sign on.
 */
export function findSettled(text: string): string {
  const lineStart = text.lastIndexOf('\n') + 1;
  const sign = text.slice(lineStart).search(/[*_`~[\]<|$\\]|^\s*[-+>#]|^\s*\d+[.)]?$/);
  return sign === -1 ? text : text.slice(0, lineStart + sign);
}

/**
 * What to print after `printed` so that the reader has `text`. Where rendering changed what was
 * already printed, the line that changed is printed once more.
 */
export function findRest(printed: string, text: string): string {
  if (text.startsWith(printed)) return text.slice(printed.length);
  if (printed.startsWith(text)) return '';
  let same = 0;
  while (printed[same] === text[same]) same += 1;
  return `\n${text.slice(text.lastIndexOf('\n', same - 1) + 1)}`;
}

/**
 * Types a question into the side panel page and hands out the answer's text as it is shown.
 * @throws Error with the panel's words if the answer failed.
 */
export async function askThroughPanel(
  panel: Page,
  question: string,
  print: (text: string) => void,
): Promise<void> {
  await panel.locator('::-p-aria([name="Message"][role="textbox"])').fill(question);
  await panel.locator('::-p-aria([name="Send"][role="button"])').click();
  const article = await panel.waitForSelector('::-p-aria([name="Assistant"][role="article"])');
  if (!article) throw new Error('The side panel shows no answer.');
  let printed = '';
  let shown: ShownAnswer = { text: '', isRunning: true, failure: undefined };
  while (shown.isRunning) {
    shown = await waitForChange(panel, article, shown.text);
    const text = shown.isRunning ? findSettled(shown.text) : shown.text;
    const rest = findRest(printed, text);
    if (rest === '') continue;
    print(rest);
    printed = text;
  }
  if (printed !== '') print('\n');
  if (shown.failure !== undefined) throw new Error(shown.failure);
}

async function waitForChange(
  panel: Page,
  article: ElementHandle,
  seen: string,
): Promise<ShownAnswer> {
  const change = await panel.waitForFunction(readAnswer, { timeout: 0 }, article, seen);
  const shown = await change.jsonValue();
  if (shown === false) throw new Error('The side panel shows no answer.');
  return shown;
}

/** Runs in the page: the answer as it is shown, or false while nothing has changed. */
function readAnswer(article: Element, seen: string): ShownAnswer | false {
  const isRunning = article.getAttribute('aria-busy') === 'true';
  const listParts = (parent: Element, others: string) =>
    [...parent.querySelectorAll<HTMLElement>(':scope > *')].filter((part) => !part.matches(others));
  const text = listParts(article, '.note, .actions, [role="alert"]')
    // biome-ignore lint/performance/useDomNodeTextContent: lines are to break as they do on screen
    .map((part) => part.innerText)
    .join('\n');
  if (isRunning && text === seen) return false;
  // What did not come to its end says why, and has a button to try again.
  const end = article.querySelector('[role="alert"], .note:has(button)');
  const reasons = end ? listParts(end, '.actions, button').map((part) => part.textContent) : [];
  return { text, isRunning, failure: end ? reasons.join(' ') : undefined };
}
