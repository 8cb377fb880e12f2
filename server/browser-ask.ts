import type { ElementHandle, Page } from 'puppeteer-core';

/** What the panel shows of an answer at one moment. */
interface ShownAnswer {
  readonly text: string;
  readonly isRunning: boolean;
  /** The words of what went wrong, if anything did. */
  readonly failure: string | undefined;
}

/**
 * What to print after `printed` so that the reader has `shown`. Rendering may change what was
 * already printed (two stars become bold): then the line that changed is printed once more.
 */
export function findRest(printed: string, shown: string): string {
  if (shown.startsWith(printed)) return shown.slice(printed.length);
  let same = 0;
  while (printed[same] === shown[same]) same += 1;
  return `\n${shown.slice(shown.lastIndexOf('\n', same - 1) + 1)}`;
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
  for (;;) {
    const shown = await waitForChange(panel, article, printed);
    print(findRest(printed, shown.text));
    printed = shown.text;
    if (shown.isRunning) continue;
    if (printed !== '') print('\n');
    if (shown.failure !== undefined) throw new Error(shown.failure);
    return;
  }
}

async function waitForChange(
  panel: Page,
  article: ElementHandle,
  printed: string,
): Promise<ShownAnswer> {
  const change = await panel.waitForFunction(readAnswer, { timeout: 0 }, article, printed);
  const shown = await change.jsonValue();
  if (shown === false) throw new Error('The side panel shows no answer.');
  return shown;
}

/** Runs in the page: the answer as it is shown, or false while nothing has changed. */
function readAnswer(article: Element, printed: string): ShownAnswer | false {
  const isRunning = article.getAttribute('aria-busy') === 'true';
  const listParts = (parent: Element, others: string) =>
    [...parent.querySelectorAll<HTMLElement>(':scope > *')].filter((part) => !part.matches(others));
  const text = listParts(article, '.note, .actions, [role="alert"]')
    // biome-ignore lint/performance/useDomNodeTextContent: lines are to break as they do on screen
    .map((part) => part.innerText)
    .join('\n');
  if (isRunning && text === printed) return false;
  // What did not come to its end says why, and has a button to try again.
  const end = article.querySelector('[role="alert"], .note:has(button)');
  const reasons = end ? listParts(end, '.actions, button').map((part) => part.textContent) : [];
  return { text, isRunning, failure: end ? reasons.join(' ') : undefined };
}
