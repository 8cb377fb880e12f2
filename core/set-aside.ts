import type { KeyValueStore } from './key-value-store.ts';
import type { Reading } from './migrations.ts';

/** A free key to keep a damaged value under, when something else takes its place. */
export async function asideKeyFor(store: KeyValueStore, key: string): Promise<string> {
  for (let number = 0; ; number += 1) {
    const aside = `damaged:${key}:${number}`;
    if (!Object.hasOwn(await store.get([aside]), aside)) return aside;
  }
}

/**
 * What to write so that a damaged value is kept when something else takes its place. Rejects for
 * one of a newer version, which nothing may take the place of.
 */
export async function planAside(
  store: KeyValueStore,
  key: string,
  stored: unknown,
  reading: Reading<unknown>,
): Promise<Readonly<Record<string, unknown>>> {
  if (reading.found !== 'unreadable') return {};
  if (reading.why === 'newer-version') throw new Error(`${key} is of a newer version`);
  return { [await asideKeyFor(store, key)]: stored };
}
