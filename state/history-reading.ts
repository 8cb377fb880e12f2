import { joinEntries } from '../core/history-index.ts';
import type { HistoryHead } from '../core/history-marks.ts';
import type { HistoryEntry } from '../core/history-pages.ts';
import type { HistoryParts } from './history-state.ts';

/** What has been read of the stored list. */
export interface KnownList {
  /** Newest first. */
  readonly all: readonly HistoryEntry[];
  /** Where to read on; undefined at the end. */
  readonly next: number | undefined;
  readonly top: HistoryHead;
  readonly damaged: boolean;
  readonly newer: boolean;
}

export const nothingKnown: KnownList = {
  all: [],
  next: undefined,
  top: { pinned: [], tags: [], deleted: [], damaged: false, newer: false },
  damaged: false,
  newer: false,
};

/**
 * Reads on from a page, or anew from the top with what is pinned. Resolves to what makes the list of
 * what is known by then.
 */
export async function readPart(
  { list, head }: Pick<HistoryParts, 'list' | 'head'>,
  from: number | undefined,
  atLeast: number,
): Promise<(known: KnownList) => KnownList> {
  if (from !== undefined) {
    const { entries, next, damaged, newer } = await list(from, atLeast);
    return (known) => ({
      ...known,
      all: joinEntries(known.all, entries),
      next,
      damaged: damaged || known.damaged,
      newer: newer || known.newer,
    });
  }
  const [top, page] = await Promise.all([head(), list(undefined, atLeast)]);
  return () => ({
    all: joinEntries(page.entries, top.pinned),
    next: page.next,
    top,
    damaged: page.damaged || top.damaged,
    newer: page.newer || top.newer,
  });
}
