import { HistoryView } from '../../components/history/history-view.tsx';
import type { HistoryScreen } from '../../components/side-panel.tsx';
import { readHistoryList } from '../../core/history-index.ts';
import { readHistoryHead } from '../../core/history-marks.ts';
import { isHistoryKey } from '../../core/history-pages.ts';
import type { Link } from '../../core/link.ts';
import { onWake } from '../../platform/ports.ts';
import { storage, watchStorage } from '../../platform/storage.ts';
import { createHistoryStore } from '../../state/history-store.ts';
import { createSearchStore } from '../../state/search-store.ts';

/** The list of conversations, which no first screen needs. */
export function createHistoryScreen(link: Link): HistoryScreen {
  const history = createHistoryStore({
    link,
    list: (from, atLeast) => readHistoryList(storage, { from, atLeast }),
    head: () => readHistoryHead(storage),
  });
  const search = createSearchStore({ link, store: storage });
  const { changed, rejoin } = history.getState().actions;
  watchStorage((keys) => {
    if (keys.some(isHistoryKey)) changed();
    search.getState().actions.changed(keys);
  });
  onWake(rejoin);
  return (props) => <HistoryView history={history} search={search} {...props} />;
}
