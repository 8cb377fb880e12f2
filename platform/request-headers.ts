import { browser } from './browser.ts';

const ruleId = 1;

/**
 * Makes this extension's own requests to the server carry the server's Origin and Referer, as the
 * reference client's do, each on a connection of its own. The rule is kept by the browser for the session and touches no others.
 */
export async function setRequestHeaders(address: string): Promise<void> {
  const { origin } = new URL(address);
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: [ruleId],
    addRules: [
      {
        id: ruleId,
        condition: {
          urlFilter: `|${origin}/`,
          initiatorDomains: [new URL(browser.runtime.getURL('')).host],
          resourceTypes: ['xmlhttprequest'],
        },
        action: {
          type: 'modifyHeaders',
          requestHeaders: [
            { header: 'origin', operation: 'set', value: origin },
            { header: 'referer', operation: 'set', value: `${address}/en` },
            // On a connection used before, browsers send a request again when it breaks.
            { header: 'connection', operation: 'set', value: 'close' },
          ],
        },
      },
    ],
  });
}
