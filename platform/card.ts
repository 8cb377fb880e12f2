import { browser } from './browser.ts';

/** Puts the in-page card into a tab's main frame; rejects where the page takes no script. */
export async function injectCard(tabId: number): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId },
    files: ['/content-scripts/selection.js'],
  });
}
