import { expect, test } from 'vitest';
import { identifySender, type ReportedSender } from '../../core/sender.ts';

const own = { id: 'aside', origin: 'chrome-extension://aside' };
const panelUrl = `${own.origin}/sidepanel.html`;
const tab = { id: 7, windowId: 1 };

const page = { privilege: 'extension-page' };
const pageInTab = { privilege: 'extension-page', tabId: 7, windowId: 1 };
const card = { privilege: 'content-script', tabId: 7, windowId: 1 };

test.each<{ who: string; reported: ReportedSender | undefined; is: object | undefined }>([
  { who: 'a docked panel', reported: { url: panelUrl }, is: page },
  { who: 'a panel with its origin', reported: { url: panelUrl, origin: own.origin }, is: page },
  { who: 'a panel in a tab', reported: { url: panelUrl, frameId: 0, tab }, is: pageInTab },
  { who: 'a card', reported: { url: 'https://a.example/', frameId: 0, tab }, is: card },
  { who: 'a card in a file', reported: { url: 'file:///a.html', origin: 'null', tab }, is: card },
  { who: 'a card in a blank page', reported: { url: 'about:blank', tab }, is: card },
  { who: 'a card in a page made of data', reported: { url: 'data:text/html,', tab }, is: card },

  { who: 'nobody', reported: undefined, is: undefined },
  { who: 'a sender without an address', reported: { tab }, is: undefined },
  {
    who: 'a script in a frame',
    reported: { url: 'https://a.example/', frameId: 3, tab },
    is: undefined,
  },
  { who: 'a panel in a frame', reported: { url: panelUrl, frameId: 3, tab }, is: undefined },
  { who: 'a sandboxed page of ours', reported: { url: panelUrl, origin: 'null' }, is: undefined },
  {
    who: 'our origin elsewhere',
    reported: { url: 'about:blank', origin: own.origin, tab },
    is: undefined,
  },
  { who: 'another extension', reported: { id: 'other', url: panelUrl }, is: undefined },
  { who: 'an extension without an id', reported: { id: undefined, url: panelUrl }, is: undefined },
  { who: 'no tab', reported: { url: 'https://a.example/' }, is: undefined },
  { who: 'a tab without an id', reported: { url: 'https://a.example/', tab: {} }, is: undefined },
  { who: 'a longer id', reported: { url: `${own.origin}.example/` }, is: undefined },
  {
    who: 'our address in another',
    reported: { url: `https://a.example/?${panelUrl}`, tab },
    is: card,
  },
  { who: 'data of our pages', reported: { url: `blob:${own.origin}/1`, tab }, is: card },
])('$who is $is', ({ reported, is }) => {
  expect(identifySender(reported && { id: own.id, ...reported }, own)).toEqual(is);
});
