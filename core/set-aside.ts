import type { KeyValueStore } from './key-value-store.ts';

/** A free key to keep a damaged value under, when something else takes its place. */
export async function asideKeyFor(store: KeyValueStore, key: string): Promise<string> {
  for (let number = 0; ; number += 1) {
    const aside = `damaged:${key}:${number}`;
    if (!Object.hasOwn(await store.get([aside]), aside)) return aside;
  }
}
