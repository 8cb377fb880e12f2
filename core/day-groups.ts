import type { HistoryEntry } from './history-pages.ts';

type DayGroup = 'today' | 'yesterday' | 'week' | 'older';

export interface GroupedEntries {
  readonly group: DayGroup;
  readonly entries: readonly HistoryEntry[];
}

const dayMilliseconds = 86_400_000;

/** Entries, newest first, by the local day of their last change. `now` in ms since 1970. */
export function groupByDay(entries: readonly HistoryEntry[], now: number): GroupedEntries[] {
  const today = new Date(now).setHours(0, 0, 0, 0);
  const groups = new Map<DayGroup, HistoryEntry[]>();
  for (const entry of entries) {
    const group = groupOf(entry.updatedAt, today);
    const inGroup = groups.get(group);
    if (inGroup) inGroup.push(entry);
    else groups.set(group, [entry]);
  }
  return [...groups].map(([group, inGroup]) => ({ group, entries: inGroup }));
}

function groupOf(at: number, today: number): DayGroup {
  if (at >= today) return 'today';
  // Days are counted by midnight, not by 24 hours: clocks change.
  const midnight = new Date(at).setHours(0, 0, 0, 0);
  const days = Math.round((today - midnight) / dayMilliseconds);
  if (days <= 1) return 'yesterday';
  return days <= 7 ? 'week' : 'older';
}
