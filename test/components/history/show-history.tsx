import { render } from 'preact';
import { act } from 'preact/test-utils';
import { onTestFinished } from 'vitest';
import { HistoryView } from '../../../components/history/history-view.tsx';
import { type Services, ServicesProvider } from '../../../components/services.tsx';
import { readHistoryList } from '../../../core/history-index.ts';
import { readHistoryHead } from '../../../core/history-marks.ts';
import type { HistoryEntry } from '../../../core/history-pages.ts';
import { createLink } from '../../../core/link.ts';
import { createHistoryStore } from '../../../state/history-store.ts';
import { createSearchStore } from '../../../state/search-store.ts';
import { conversationOf, turnOf } from '../../core/examples.ts';
import { createBench, panel } from '../../core/relay/relay-bench.ts';
import { createHistory } from '../../doubles/history.ts';
import { settle } from '../../doubles/settle.ts';
import { stubServices } from '../stub-services.ts';

type Marks = Pick<HistoryEntry, 'tags' | 'pinned'>;

/** The history as a panel shows it, with conversations by their titles, the first one the newest. */
export async function showHistory(stored: Readonly<Record<string, Marks>>) {
  const bench = createBench();
  const history = createHistory(bench.store);
  for (const [index, [title, marks]] of Object.entries(stored).toReversed().entries()) {
    const conversation = conversationOf([turnOf('a')], title);
    await history.keep({ ...conversation, title, ...marks, updatedAt: index + 1 });
  }
  const link = createLink(() => bench.connect(panel));
  const list = createHistoryStore({
    link,
    list: (from, atLeast) => readHistoryList(bench.store, { from, atLeast }),
    head: () => readHistoryHead(bench.store),
  });
  const search = createSearchStore({ link, store: bench.store });
  const services: Services = {
    ...stubServices,
    translate: (key, ...rest) => [key, ...rest].join(' '),
  };
  // There are no popovers here.
  HTMLElement.prototype.showPopover = () => {};
  const root = document.body.appendChild(document.createElement('div'));
  onTestFinished(() => {
    render(null, root);
    root.remove();
  });
  const happens = async (what: () => unknown) => {
    await act(async () => {
      await what();
      await settle();
    });
    // What was stored meanwhile is told to every view.
    await act(async () => {
      list.getState().actions.changed();
      search.getState().actions.changed(['history:page:0']);
      await settle();
    });
  };
  await happens(() =>
    render(
      <ServicesProvider value={services}>
        <HistoryView history={list} search={search} currentId="" onOpen={() => {}} />
      </ServicesProvider>,
      root,
    ),
  );
  const get = <Kind extends HTMLElement>(selector: string): Kind => {
    const found = root.querySelector<Kind>(selector);
    if (!found) throw new Error(`There is no ${selector}`);
    return found;
  };
  const named = (name: string) =>
    [...root.querySelectorAll('button')].find(
      (each) => each.getAttribute('aria-label') === name || each.textContent === name,
    );
  return {
    bench,
    history,
    list,
    root,
    get,
    happens,
    press: (name: string) =>
      happens(() => {
        const button = named(name);
        if (!button) throw new Error(`There is no button ${name}`);
        button.focus();
        button.click();
      }),
    /** The titles, from the top of the list. */
    titles: () =>
      [...root.querySelectorAll<HTMLElement>('[data-id]')].map(({ dataset }) => dataset.id),
    openTags: async (title: string) => {
      await happens(() => get(`[data-more="${title}"]`).click());
      await happens(() => named('tags')?.click());
    },
    search: (query: string) =>
      happens(() => {
        const box = get<HTMLInputElement>('input[type="search"]');
        box.focus();
        box.value = query;
        box.dispatchEvent(new Event('input'));
      }),
    showTag: (tag: string) => happens(() => list.getState().actions.showTag(tag || undefined)),
    notes: () => [...root.querySelectorAll('.note p')].map(({ textContent }) => textContent),
  };
}
