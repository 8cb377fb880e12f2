import type { Deletion } from './deletions.ts';
import { deletionsKey, readDeleted } from './deletions.ts';
import { isInteger, isListOf, isRecordOf, isText } from './guards.ts';
import type { HistoryEntry } from './history-pages.ts';
import { isEntry, pagesAmong, readPage } from './history-pages.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { readValue } from './key-value-store.ts';
import { createFormat, valueIn } from './migrations.ts';
import { planAside } from './set-aside.ts';

/** What the list shows before any of its pages is read: a small key, whatever the history's size. */
interface HistoryMarks {
  /** The entries of pinned conversations, which stand in their pages too. */
  readonly pinned: readonly HistoryEntry[];
  readonly tags: readonly TagCount[];
}

/** A tag, and how many conversations have it. */
interface TagCount {
  readonly tag: string;
  readonly count: number;
}

const marksKey = 'history:marks';

const noMarks: HistoryMarks = { pinned: [], tags: [] };

const isEntries = isListOf(isEntry);
const isTagCounts = isListOf(isRecordOf<TagCount>({ tag: isText, count: isInteger }));

const format = createFormat<HistoryMarks>([], ({ pinned, tags }) =>
  isEntries(pinned) && isTagCounts(tags) ? { pinned, tags } : undefined,
);

/** What the list shows of all its pages before it has read them. */
export interface HistoryHead {
  readonly pinned: readonly HistoryEntry[];
  /** Every tag that a conversation has. */
  readonly tags: readonly string[];
  /** What can still be brought back, the oldest first. */
  readonly deleted: readonly Deletion[];
  readonly damaged: boolean;
  readonly newer: boolean;
}

export async function readHistoryHead(store: KeyValueStore): Promise<HistoryHead> {
  const stored = await store.get([marksKey, deletionsKey]);
  const reading = format.read(stored[marksKey]);
  const { pinned, tags } = valueIn(reading) ?? noMarks;
  const deletions = readDeleted(stored[deletionsKey]);
  const faults = [reading, deletions].flatMap((each) =>
    each.found === 'unreadable' ? each.why : [],
  );
  return {
    pinned,
    tags: tags.map(({ tag }) => tag),
    deleted: valueIn(deletions)?.deleted ?? [],
    damaged: faults.includes('damaged'),
    newer: faults.includes('newer-version'),
  };
}

/** An entry before and after a change; without one, it was or is not in the list. */
export interface EntryChange {
  readonly before?: HistoryEntry | undefined;
  readonly after?: HistoryEntry | undefined;
}

/** What to write for these changes. Marks that cannot be read are left, until they are made anew. */
export async function planMarks(
  store: KeyValueStore,
  changes: readonly EntryChange[],
): Promise<Readonly<Record<string, unknown>>> {
  const marked = changes.filter(({ before, after }) => isMarked(before) || isMarked(after));
  if (marked.length === 0) return {};
  const reading = format.read(await readValue(store, marksKey));
  if (reading.found === 'unreadable') return {};
  const marks = valueIn(reading) ?? noMarks;
  return { [marksKey]: storedMarks(marked.reduce(applyChange, marks)) };
}

const isMarked = (entry?: HistoryEntry) => entry?.pinned === true || entry?.tags !== undefined;

function storedMarks({ pinned, tags }: HistoryMarks) {
  return { version: format.version, pinned, tags };
}

function applyChange({ pinned, tags }: HistoryMarks, { before, after }: EntryChange): HistoryMarks {
  const others = pinned.filter(({ id }) => id !== before?.id && id !== after?.id);
  return {
    pinned: after?.pinned ? [...others, after] : others,
    tags: count(count(tags, before?.tags, -1), after?.tags, 1),
  };
}

function count(tags: readonly TagCount[], changed: readonly string[] = [], by: number) {
  const counts = new Map(tags.map(({ tag, count }) => [tag, count]));
  for (const tag of changed) counts.set(tag, (counts.get(tag) ?? 0) + by);
  return [...counts].filter(([, count]) => count > 0).map(([tag, count]) => ({ tag, count }));
}

/** What to write so that the marks are those of all pages. Rejects where they are a newer version's. */
export async function planMarksAnew(
  store: KeyValueStore,
): Promise<Readonly<Record<string, unknown>>> {
  const stored = await readValue(store, marksKey);
  const reading = format.read(stored);
  const aside = await planAside(store, marksKey, stored, reading);
  let marks = noMarks;
  for (const page of pagesAmong(await store.keys())) {
    const reading = await readPage(store, page);
    const entries = reading.found === 'value' ? reading.value.entries.filter(isMarked) : [];
    marks = entries.reduce((next, after) => applyChange(next, { after }), marks);
  }
  if (marks === noMarks && reading.found === 'missing') return {};
  return { ...aside, [marksKey]: storedMarks(marks) };
}
