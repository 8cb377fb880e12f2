import { expect, test } from 'vitest';
import { groupEntries, keyOf } from '../../core/day-groups.ts';
import type { HistoryEntry } from '../../core/history-pages.ts';

/** Local time, as the list is. */
const at = (...parts: readonly [number, number, number, number?, number?]) => {
  const [year, month, day, hour = 12, minute = 0] = parts;
  return new Date(year, month - 1, day, hour, minute).getTime();
};
const now = at(2025, 3, 31, 9);

const entry = (updatedAt: number, pinned = false): HistoryEntry => ({
  id: String(updatedAt),
  title: '',
  updatedAt,
  ...(pinned ? { pinned: true } : {}),
});
const shown = (...entries: readonly HistoryEntry[]) =>
  groupEntries(entries, now).map(({ group, entries: inGroup }) => ({
    ...group,
    ids: inGroup.map(({ updatedAt }) => updatedAt),
  }));

test.each([
  { name: 'now', time: now, group: { kind: 'today' } },
  { name: 'midnight', time: at(2025, 3, 31, 0), group: { kind: 'today' } },
  { name: 'a clock that is ahead', time: at(2025, 4, 7), group: { kind: 'today' } },
  { name: 'a minute before midnight', time: at(2025, 3, 30, 23, 59), group: { kind: 'yesterday' } },
  // Clocks are put forward on 30 March in much of Europe: that day has 23 hours.
  { name: 'the first minute of yesterday', time: at(2025, 3, 30, 0), group: { kind: 'yesterday' } },
  { name: 'two days ago', time: at(2025, 3, 29, 23), group: { kind: 'week' } },
  { name: 'seven days ago', time: at(2025, 3, 24, 0), group: { kind: 'week' } },
  {
    name: 'eight days ago',
    time: at(2025, 3, 23, 23),
    group: { kind: 'month', at: at(2025, 3, 1, 0) },
  },
  {
    name: 'the month before',
    time: at(2025, 2, 28),
    group: { kind: 'month', at: at(2025, 2, 1, 0) },
  },
  { name: 'a year before', time: at(2024, 3, 25), group: { kind: 'month', at: at(2024, 3, 1, 0) } },
  { name: 'no time that is known', time: 0, group: { kind: 'older' } },
])('a conversation of $name stands where its time is', ({ time, group }) => {
  expect(shown(entry(time))).toEqual([{ ...group, ids: [time] }]);
});

test('the pinned ones are first, whatever their time, and each month stands once', () => {
  const [today, march, alsoMarch, january] = [
    now,
    at(2025, 3, 20),
    at(2025, 3, 2),
    at(2025, 1, 31),
  ];
  const pinned = at(2020, 1, 1);
  expect(
    shown(entry(today), entry(march), entry(alsoMarch), entry(january), entry(pinned, true)),
  ).toEqual([
    { kind: 'pinned', ids: [pinned] },
    { kind: 'today', ids: [today] },
    { kind: 'month', at: at(2025, 3, 1, 0), ids: [march, alsoMarch] },
    { kind: 'month', at: at(2025, 1, 1, 0), ids: [january] },
  ]);
});

test('groups are told apart by their keys', () => {
  const entries = [entry(now), entry(at(2024, 3, 3)), entry(at(2024, 2, 3)), entry(0)];
  const keys = groupEntries(entries, now).map(({ group }) => keyOf(group));
  expect(new Set(keys).size).toBe(4);
});
