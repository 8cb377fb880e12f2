import { browser } from './browser.ts';

const ruleId = 1;

/** The address that the rule is for, where this worker has set it. */
let current: { readonly address: string; readonly set: Promise<void> } | undefined;

/**
 * Makes this extension's own requests to the server carry the server's Origin and Referer, as the
 * reference client's do, each on a connection of its own. The rule is kept by the browser for the
 * session and touches no others, so it is set again only for another address.
 */
export function setRequestHeaders(address: string): Promise<void> {
  if (current?.address !== address) current = { address, set: setRule(address) };
  const { set } = current;
  return set.catch((thrown: unknown) => {
    if (current?.set === set) current = undefined;
    throw thrown;
  });
}

async function setRule(address: string): Promise<void> {
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
