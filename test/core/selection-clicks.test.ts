import { expect, test } from 'vitest';
import { createSelectionClicks } from '../../core/selection-clicks.ts';
import type { MenuClick } from '../../core/selection-menu.ts';
import { defaultSettings } from '../../core/settings.ts';
import { settle } from '../doubles/settle.ts';

const click: MenuClick = {
  menuItemId: 'card:explain',
  selection: 'One two',
  pageUrl: 'https://news.example/',
  frameUrl: '',
  tabId: 7,
  windowId: 3,
};

function setUp({ takesScripts = true, selected = '' } = {}) {
  const done: unknown[][] = [];
  const refuse = () => Promise.reject(new Error('Cannot access contents of the page'));
  const handle = createSelectionClicks({
    relay: {
      offerToCard: (tabId, selection) => done.push(['card', tabId, selection]),
      offerToPanel: (windowId, selection) => done.push(['panel', windowId, selection]),
    },
    getSettings: async () => ({ ...defaultSettings, theme: 'dark' }),
    languageName: () => 'Vietnamese',
    openPanel: (windowId) => done.push(['open', windowId]),
    lastWindowId: async () => 5,
    readSelection: () => (takesScripts ? Promise.resolve(selected) : refuse()),
    injectCard: (tabId) => {
      done.push(['inject', tabId]);
      return takesScripts ? Promise.resolve() : refuse();
    },
  });
  return { handle, done };
}

const selection = { action: 'explain', quote: 'One two', language: 'Vietnamese' };

test('a card gets the offer before it is put into the page', async () => {
  const { handle, done } = setUp({ selected: 'One\ntwo' });
  handle(click);
  await settle();
  expect(done).toEqual([
    ['card', 7, { ...selection, quote: 'One\ntwo', theme: 'dark' }],
    ['inject', 7],
  ]);
});

test('a panel opens at once within the click, and gets the lines that the page has', async () => {
  const { handle, done } = setUp({ selected: 'One\ntwo' });
  handle({ ...click, menuItemId: 'panel:explain' });
  expect(done).toEqual([['open', 3]]);
  await settle();
  expect(done.slice(1)).toEqual([['panel', 3, { ...selection, quote: 'One\ntwo' }]]);
});

test('what a document of the browser’s own viewer shows is taken as the browser says', async () => {
  const { handle, done } = setUp({ selected: 'One\ntwo' });
  handle({ ...click, pageUrl: 'https://news.example/paper.pdf' });
  await settle();
  expect(done).toEqual([
    ['open', 3],
    ['panel', 3, selection],
  ]);
});

test('where the page takes no script the panel takes over, whatever its address promised', async () => {
  const { handle, done } = setUp({ takesScripts: false });
  handle(click);
  await settle();
  expect(done).toEqual([
    ['card', 7, { ...selection, theme: 'dark' }],
    ['inject', 7],
    ['open', 3],
    ['panel', 3, selection],
  ]);
});

test('a click within a side panel goes to the panel of the window used last', async () => {
  const { handle, done } = setUp();
  const { tabId: _tab, windowId: _window, ...inPanel } = click;
  handle(inPanel);
  await settle();
  expect(done).toEqual([['panel', 5, selection]]);
});

test('another extension’s menu item does nothing', async () => {
  const { handle, done } = setUp();
  handle({ ...click, menuItemId: 'other' });
  await settle();
  expect(done).toEqual([]);
});
