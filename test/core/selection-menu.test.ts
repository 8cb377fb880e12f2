import { expect, test } from 'vitest';
import { selectionActions } from '../../core/actions.ts';
import type { MenuClick } from '../../core/selection-menu.ts';
import {
  chooseQuote,
  formatMenuItem,
  routeSelection,
  takesScripts,
} from '../../core/selection-menu.ts';

const click = (part: Partial<MenuClick> = {}): MenuClick => ({
  menuItemId: 'card:explain',
  selection: 'Some words',
  pageUrl: 'https://news.example/story',
  frameUrl: '',
  tabId: 7,
  windowId: 1,
  ...part,
});
const { tabId: _, ...clickOutsideTabs } = click();

test.each(selectionActions)('the item for %s goes where the setting says', (action) => {
  const card = routeSelection(click({ menuItemId: formatMenuItem('card', action) }));
  expect(card).toEqual({ target: 'card', action, tabId: 7 });
  const panel = routeSelection(click({ menuItemId: formatMenuItem('panel', action) }));
  expect(panel).toEqual({ target: 'panel', action });
});

test('a selection outside tabs goes to the panel', () => {
  expect(routeSelection(clickOutsideTabs)).toEqual({ target: 'panel', action: 'explain' });
});

test('a page that takes no scripts sends to the panel', () => {
  const settings = click({ pageUrl: 'chrome://settings' });
  expect(routeSelection(settings)).toEqual({ target: 'panel', action: 'explain' });
});

test.each(['', 'card', 'card:', 'card:shout', 'explain', 'other-item'])(
  'the item %j is none of these',
  (menuItemId) => {
    expect(routeSelection(click({ menuItemId }))).toBeUndefined();
  },
);

test.each([
  { pageUrl: 'https://news.example/story', takes: true },
  { pageUrl: 'http://localhost:8080/', takes: true },
  { pageUrl: 'https://news.example/story?file=a.pdf', takes: true },
  { pageUrl: 'https://chrome.google.com/', takes: true },
  { pageUrl: 'https://news.example/', frameUrl: 'https://frame.example/', takes: true },
  { pageUrl: 'https://papers.example/paper.PDF', takes: false },
  { pageUrl: 'https://papers.example/1', frameUrl: 'chrome-extension://viewer/', takes: false },
  { pageUrl: 'https://papers.example/1', frameUrl: 'resource://pdf.js/', takes: false },
  { pageUrl: 'https://chromewebstore.google.com/detail/x', takes: false },
  { pageUrl: 'https://chrome.google.com/webstore/detail/x', takes: false },
  { pageUrl: 'https://addons.mozilla.org/', takes: false },
  { pageUrl: 'https://microsoftedge.microsoft.com/addons', takes: false },
  { pageUrl: 'chrome://newtab/', takes: false },
  { pageUrl: 'about:blank', takes: false },
  { pageUrl: 'file:///home/story.html', takes: false },
  { pageUrl: 'view-source:https://news.example/', takes: false },
  { pageUrl: '', takes: false },
])('$pageUrl in a frame $frameUrl takes scripts: $takes', ({ pageUrl, frameUrl = '', takes }) => {
  expect(takesScripts(click({ pageUrl, frameUrl }))).toBe(takes);
});

test.each([
  {
    name: 'the same text with its lines',
    clicked: 'One two',
    inPage: 'One\n\ntwo ',
    quote: 'One\n\ntwo ',
  },
  { name: 'a long text that was cut', clicked: 'One', inPage: 'One two', quote: 'One two' },
  { name: 'a frame beside an older selection', clicked: 'New', inPage: 'Old words', quote: 'New' },
  { name: 'a field', clicked: 'Typed', inPage: '', quote: 'Typed' },
  { name: 'a click that carries no text', clicked: '', inPage: 'One\ntwo', quote: 'One\ntwo' },
])('what is asked about is what was clicked on: $name', ({ clicked, inPage, quote }) => {
  expect(chooseQuote(clicked, inPage)).toBe(quote);
});
