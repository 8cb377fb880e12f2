import { isListOf, isRecordOf, isText } from './guards.ts';
import { isTime } from './history-pages.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { readValue } from './key-value-store.ts';
import { createFormat, valueIn } from './migrations.ts';
import { planAside } from './set-aside.ts';

/** How long a deletion can be undone, in ms. */
export const undoMilliseconds = 10_000;

/** A conversation that is deleted for its user, though storage still holds it for a while. */
export interface Deletion {
  readonly id: string;
  /** Milliseconds since 1970; those that were deleted together have the same. */
  readonly at: number;
}

export interface Deletions {
  readonly deleted: readonly Deletion[];
  /** Whether all there is goes, at once. */
  readonly everything: boolean;
}

export const deletionsKey = 'history:deleted';

const isDeleted = isListOf(isRecordOf<Deletion>({ id: isText, at: isTime }));

const format = createFormat<Deletions>([], ({ deleted, everything }) =>
  isDeleted(deleted) ? { deleted, everything: everything === true } : undefined,
);

export const readDeleted = format.read;

/** What is deleted by what stands under the key; nothing where that cannot be read. */
export function parseDeletions(stored: unknown): Deletions {
  return valueIn(format.read(stored)) ?? { deleted: [], everything: false };
}

export async function readDeletions(store: KeyValueStore): Promise<Deletions> {
  return parseDeletions(await readValue(store, deletionsKey));
}

/** Whether it can be undone no longer. A time to come is of a clock that was put back. */
export function isDue({ at }: Deletion, now: number): boolean {
  return now >= at + undoMilliseconds || now < at;
}

/** What was deleted last, of what can still be brought back; undefined where nothing can. */
export function lastDeletion(
  deleted: readonly Deletion[],
  now: number,
): { readonly ids: readonly string[]; readonly at: number } | undefined {
  const at = deleted.filter((each) => !isDue(each, now)).at(-1)?.at;
  if (at === undefined) return undefined;
  return { at, ids: deleted.filter((each) => each.at === at).map(({ id }) => id) };
}

/** What to store. */
export function storedDeletions(deleted: readonly Deletion[], everything = false) {
  return { version: format.version, deleted, everything };
}

/** What to write so that these are deleted, too. Rejects where a newer version keeps the list. */
export async function planDeletions(
  store: KeyValueStore,
  ids: readonly string[],
  at: number,
): Promise<Readonly<Record<string, unknown>>> {
  const stored = await readValue(store, deletionsKey);
  const reading = format.read(stored);
  if (ids.length === 0 && reading.found !== 'unreadable') return {};
  const { deleted, everything } = parseDeletions(stored);
  const added = ids.map((id) => ({ id, at }));
  return {
    ...(await planAside(store, deletionsKey, stored, reading)),
    [deletionsKey]: storedDeletions([...deleted, ...added], everything),
  };
}
