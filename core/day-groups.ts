import type { HistoryEntry } from './history-pages.ts';

/** Where an entry stands in the list. A month is named by a time in it, in ms since 1970. */
export type ListGroup =
  | { readonly kind: 'found' | 'pinned' | 'today' | 'yesterday' | 'week' | 'older' }
  | { readonly kind: 'month'; readonly at: number };

export interface GroupedEntries {
  readonly group: ListGroup;
  readonly entries: readonly HistoryEntry[];
}

const dayMilliseconds = 86_400_000;

/**
 * The entries, newest first, as they are shown: the pinned ones, then the others by the local day
 * or month of their last change. `now` in ms since 1970.
 */
export function groupEntries(entries: readonly HistoryEntry[], now: number): GroupedEntries[] {
  const today = new Date(now).setHours(0, 0, 0, 0);
  const groups = new Map<string, { group: ListGroup; entries: HistoryEntry[] }>();
  const pinned = entries.filter((entry) => entry.pinned);
  for (const entry of [...pinned, ...entries.filter((each) => !each.pinned)]) {
    const group = groupOf(entry, today);
    const inGroup = groups.get(keyOf(group));
    if (inGroup) inGroup.entries.push(entry);
    else groups.set(keyOf(group), { group, entries: [entry] });
  }
  return [...groups.values()];
}

/** The same for the entries of a group, and for no others. */
export const keyOf = (group: ListGroup) =>
  group.kind === 'month' ? `month ${group.at}` : group.kind;

function groupOf({ pinned, updatedAt: at }: HistoryEntry, today: number): ListGroup {
  if (pinned) return { kind: 'pinned' };
  if (at >= today) return { kind: 'today' };
  // What has no time is not of January 1970.
  if (at <= 0) return { kind: 'older' };
  // Days are counted by midnight, not by 24 hours: clocks change.
  const day = new Date(at);
  const days = Math.round((today - day.setHours(0, 0, 0, 0)) / dayMilliseconds);
  if (days <= 1) return { kind: 'yesterday' };
  if (days <= 7) return { kind: 'week' };
  return { kind: 'month', at: new Date(day.getFullYear(), day.getMonth()).getTime() };
}
