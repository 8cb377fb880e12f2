import type { HistoryEntry } from '../core/history-pages.ts';
import type { KeyValueStore } from '../core/key-value-store.ts';
import { textsOf } from '../core/search/conversation-texts.ts';
import { examine } from '../core/search/examine.ts';
import type { QueryWord } from '../core/search/query.ts';
import type { Candidate } from '../core/search/ranking.ts';
import type { TextPart } from '../core/search/snippet.ts';
import { markWords } from '../core/search/snippet.ts';
import { conversationKey, readStoredConversation } from '../core/stored-conversation.ts';

export interface SearchHit {
  readonly entry: HistoryEntry;
  readonly title: readonly TextPart[];
  /** Where it was found; undefined where that is the title alone. */
  readonly sentence: readonly TextPart[] | undefined;
}

/** How many conversations are read at once. */
const readAtOnce = 10;

export function hitOf(
  entry: HistoryEntry,
  words: readonly QueryWord[],
  sentence: string | undefined,
): SearchHit {
  return {
    entry,
    title: markWords(entry.title, words),
    sentence: sentence === undefined ? undefined : markWords(sentence, words),
  };
}

/**
 * Looks for the words in the candidates' conversations, until there are enough hits: those, best
 * first, and the candidates that are left. Ends early once it is not wanted any more.
 */
export async function readHits(
  store: Pick<KeyValueStore, 'get'>,
  words: readonly QueryWord[],
  candidates: readonly Candidate[],
  enough: number,
  isWanted: () => boolean,
): Promise<{ readonly hits: readonly SearchHit[]; readonly rest: readonly Candidate[] }> {
  const hits: { readonly hit: SearchHit; readonly level: number; readonly closeness: number }[] =
    [];
  let rest = candidates;
  while (rest.length > 0 && hits.length < enough) {
    const slice = rest.slice(0, readAtOnce);
    const stored = await store.get(slice.map(({ entry }) => conversationKey(entry.id)));
    if (!isWanted()) break;
    rest = rest.slice(slice.length);
    for (const { entry, level, byTitle } of slice) {
      const reading = readStoredConversation(entry.id, stored[conversationKey(entry.id)]);
      const texts = reading.found === 'value' ? textsOf(reading.value.conversation) : [];
      const examined = examine(words, entry.title, texts);
      if (!examined && !byTitle) continue;
      const hit = hitOf(entry, words, examined?.sentence);
      hits.push({ hit, level, closeness: examined?.closeness ?? 0 });
    }
  }
  // Of equals the newest comes first, as among the candidates.
  hits.sort((a, b) => b.level - a.level || b.closeness - a.closeness);
  return { hits: hits.map(({ hit }) => hit), rest };
}
