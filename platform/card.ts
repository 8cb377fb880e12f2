import { browser } from './browser.ts';

/**
 * What a click in the menu grants reaches the page's process by another way than a script does, and
 * in Chromium now and then (1 in 10 measured) later than a script sent at once. These many
 * milliseconds are waited before each further try.
 */
const patience = [5, 20, 80, 320];

/** The text selected in a tab's main frame, with its line breaks; '' where nothing is. */
export async function readSelection(tabId: number): Promise<string> {
  const [result] = await runInTab(() =>
    browser.scripting.executeScript({
      target: { tabId },
      func: () => String(getSelection() ?? ''),
      // A page that is still on its way has a selection all the same.
      injectImmediately: true,
    }),
  );
  return String(result?.result ?? '');
}

/**
 * Puts the in-page card into a tab's main frame; rejects where the page takes no script or does not
 * let the card show.
 */
export async function injectCard(tabId: number): Promise<void> {
  const [shown] = await runInTab(() =>
    browser.scripting.executeScript({ target: { tabId }, files: ['/card.js'] }),
  );
  if (shown?.result !== true) throw new Error('No card');
  // What shows answers as more than plain text comes after what shows the card. Without it the card
  // works all the same, and a page that has been left meanwhile needs neither.
  await runInTab(() =>
    browser.scripting.executeScript({ target: { tabId }, files: ['/card-markdown.js'] }),
  ).catch(() => {});
}

async function runInTab<Result>(run: () => Promise<Result>): Promise<Result> {
  for (const milliseconds of patience) {
    try {
      return await run();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
    }
  }
  return run();
}
