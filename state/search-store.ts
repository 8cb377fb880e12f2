import { createStore } from 'zustand/vanilla';
import { isHistoryKey } from '../core/history-pages.ts';
import type { KeyValueStore } from '../core/key-value-store.ts';
import type { Link } from '../core/link.ts';
import { examine } from '../core/search/examine.ts';
import { createIndexReader } from '../core/search/index-reader.ts';
import type { IndexProgress } from '../core/search/index-state.ts';
import { readIndex, stateKey } from '../core/search/index-state.ts';
import { readListed } from '../core/search/listed.ts';
import type { QueryWord } from '../core/search/query.ts';
import { lookupsFor, parseQuery } from '../core/search/query.ts';
import type { Candidate, Listed } from '../core/search/ranking.ts';
import { rankCandidates } from '../core/search/ranking.ts';
import type { SearchHit } from './search-hits.ts';
import { hitOf, readHits } from './search-hits.ts';

export interface SearchState {
  /** What was typed; '' for nothing. */
  readonly query: string;
  /** Best first. */
  readonly hits: readonly SearchHit[];
  /** Whether there is more to load. */
  readonly more: boolean;
  /** Whether the hits may not be all that is to come. */
  readonly searching: boolean;
  readonly failed: boolean;
  /** How far the conversations can be searched; undefined where it is all of them. */
  readonly progress: IndexProgress | undefined;
}

export interface SearchActions {
  /** The search is on screen from now on. */
  show(): void;
  hide(): void;
  /** @param tag All that is found has it; undefined for any. */
  search(query: string, tag?: string): Promise<void>;
  loadMore(): Promise<void>;
  /** These keys of storage have changed. */
  changed(keys: readonly string[]): void;
}

export interface SearchParts {
  readonly link: Pick<Link, 'send'>;
  readonly store: KeyValueStore;
}

export type SearchStore = ReturnType<typeof createSearchStore>;

/** How many hits are enough to begin with. */
const enough = 20;

/**
 * Searches titles and texts of all conversations: the titles at once, then the index, then what
 * looks best in the conversations themselves. A newer search ends an older one.
 */
export function createSearchStore({ link, store }: SearchParts) {
  return createStore<SearchState & { readonly actions: SearchActions }>()((set, get) => {
    const reader = createIndexReader(store);
    let listed: Promise<readonly Listed[]> | undefined;
    let candidates: readonly Candidate[] = [];
    let words: readonly QueryWord[] = [];
    /** Searches begun before this one are out of date. */
    let search = 0;
    let tag: string | undefined;
    /** Whether the hits on screen are those of another query. */
    let stale = true;
    /** How many hits are asked for so far. */
    let wanted = enough;
    let shown = false;
    /** Once is enough: the background makes all of it anew. */
    let askedToRebuild = false;

    /** What of the hits so far holds for these words, too, and what the titles alone tell. */
    const hitsAtOnce = (titles: readonly Candidate[], all: readonly Listed[]) => {
      const found = titles.slice(0, enough).map(({ entry }) => hitOf(entry, words, undefined));
      const ids = new Set(found.map(({ entry }) => entry.id));
      const listedIds = new Map(all.map(({ entry }) => [entry.id, entry]));
      const kept = get().hits.flatMap((hit) => {
        const sentence = hit.sentence?.map(({ text }) => text).join('');
        const entry = listedIds.get(hit.entry.id);
        if (!entry || ids.has(entry.id) || sentence === undefined) return [];
        const holds = examine(words, entry.title, [sentence]);
        return holds ? [hitOf(entry, words, sentence)] : [];
      });
      return [...found, ...kept];
    };

    const loadHits = (mine: number, from: readonly Candidate[]) =>
      readHits(store, words, from, enough, () => mine === search);

    const find = async (mine: number) => {
      const lookups = words.flatMap(lookupsFor);
      const reading = reader.find(lookups);
      // It fails where it is waited for.
      reading.catch(() => {});
      listed ??= readListed(store);
      const every = await listed;
      if (mine !== search) return;
      const own = tag;
      const all =
        own === undefined ? every : every.filter(({ entry }) => entry.tags?.includes(own));
      const none = lookups.map(() => new Map<string, boolean>());
      if (stale) set({ hits: hitsAtOnce(rankCandidates(words, { matches: none }, all), all) });
      stale = false;
      const findings = await reading;
      if (mine !== search) return;
      if (findings.damaged && !askedToRebuild) link.send({ type: 'search-rebuild' });
      askedToRebuild ||= findings.damaged;
      const hits: SearchHit[] = [];
      let rest = rankCandidates(words, findings, all);
      do {
        const loaded = await loadHits(mine, rest);
        if (mine !== search) return;
        hits.push(...loaded.hits);
        rest = loaded.rest;
      } while (rest.length > 0 && hits.length < wanted);
      candidates = rest;
      set({ hits, more: rest.length > 0, progress: findings.progress });
    };

    /** Whatever it reads, only the last one is heard of. */
    const run = async (act: (mine: number) => Promise<void>) => {
      search += 1;
      const mine = search;
      set({ searching: true, failed: false });
      try {
        await act(mine);
      } catch {
        if (mine !== search) return;
        listed = undefined;
        set({ failed: true, more: candidates.length > 0 });
      }
      if (mine === search) set({ searching: false });
    };

    const again = () => {
      words = parseQuery(get().query);
      candidates = [];
      wanted = stale ? enough : Math.max(wanted, get().hits.length);
      if (words.length > 0) return run(find);
      search += 1;
      set({ hits: [], more: false, searching: false, failed: false });
      return Promise.resolve();
    };

    const readProgress = async () => {
      const before = get().progress;
      const state = await readIndex(store).catch(() => undefined);
      const progress = state?.progress;
      set({ progress });
      if (before && !progress && shown) void again();
    };

    return {
      query: '',
      hits: [],
      more: false,
      searching: false,
      failed: false,
      progress: undefined,
      actions: {
        show: () => {
          shown = true;
          void readProgress();
        },
        hide: () => {
          shown = false;
          listed = undefined;
        },
        search: (query, withTag) => {
          tag = withTag;
          stale = true;
          set({ query });
          return again();
        },
        loadMore: async () => {
          if (get().searching || candidates.length === 0) return;
          wanted = get().hits.length + enough;
          await run(async (mine) => {
            const { hits, rest } = await loadHits(mine, candidates);
            if (mine !== search) return;
            candidates = rest;
            set({ hits: [...get().hits, ...hits], more: rest.length > 0 });
          });
        },
        changed: (keys) => {
          reader.forget(keys);
          const isListChanged = keys.some(isHistoryKey);
          if (isListChanged) listed = undefined;
          if (!shown) return;
          if (keys.includes(stateKey)) void readProgress();
          if (isListChanged && get().query !== '') void again();
        },
      },
    };
  });
}
