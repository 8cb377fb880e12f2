import { browser } from './browser.ts';

/** The text selected in a tab's main frame, with its line breaks; '' where nothing is. */
export async function readSelection(tabId: number): Promise<string> {
  const [result] = await browser.scripting.executeScript({
    target: { tabId },
    func: () => String(getSelection() ?? ''),
  });
  return typeof result?.result === 'string' ? result.result : '';
}

/** Puts the in-page card into a tab's main frame; rejects where the page takes no script. */
export async function injectCard(tabId: number): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId },
    files: ['/content-scripts/selection.js'],
  });
}
