import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from './extension-browser.ts';
import { openBrowserPage } from './firefox.ts';

/** What the browser's own pages in Firefox can name, as far as it is used here. */
interface TextInput {
  beginInputTransaction(window: object, listen: () => boolean): boolean;
  setPendingCompositionString(text: string): void;
  appendClauseToPendingComposition(length: number, attribute: number): void;
  readonly ATTR_RAW_CLAUSE: number;
  flushPendingComposition(): boolean;
  commitCompositionWith(text: string): void;
}
declare const Ci: { readonly nsITextInputProcessor: object };
declare const Cc: {
  readonly '@mozilla.org/text-input-processor;1': { createInstance(type: object): TextInput };
};
declare const Services: { readonly wm: { getMostRecentWindow(type: string): object } };

/**
 * Types where the focus is as an input method does: first the steps of the composition, one after
 * another, and then the text that takes their place.
 */
export async function compose(
  browser: ExtensionBrowser,
  page: Page,
  steps: readonly string[],
  text: string,
): Promise<void> {
  if (browser.kind === 'firefox') {
    const browserPage = await openBrowserPage(browser.puppeteer);
    await browserPage.evaluate(composeInFirefox, steps, text);
    return browserPage.close();
  }
  const session = await page.createCDPSession();
  for (const step of steps) {
    const end = { selectionStart: step.length, selectionEnd: step.length };
    await session.send('Input.imeSetComposition', { text: step, ...end });
  }
  await session.send('Input.insertText', { text });
  await session.detach();
}

/** Runs in one of the browser's own pages. */
function composeInFirefox(steps: readonly string[], text: string): void {
  const input = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
  input.beginInputTransaction(Services.wm.getMostRecentWindow('navigator:browser'), () => true);
  for (const step of steps) {
    input.setPendingCompositionString(step);
    if (step) input.appendClauseToPendingComposition(step.length, input.ATTR_RAW_CLAUSE);
    input.flushPendingComposition();
  }
  input.commitCompositionWith(text);
}
