/**
 * Extension storage as core sees it. Values must be plain JSON: not every store makes that of what
 * is not. What is read is unknown until parsed.
 */
export interface KeyValueStore {
  /** The keys that exist, with their values. */
  get(keys: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** Every key there is: dear where there are many. */
  keys(): Promise<readonly string[]>;
  /** Writes all of them or none. Rejects when storage is full. */
  set(items: Readonly<Record<string, unknown>>): Promise<void>;
  /** Removes all of them or none. */
  remove(keys: readonly string[]): Promise<void>;
}

/** What stands under a key; undefined where nothing does. */
export async function readValue(store: Pick<KeyValueStore, 'get'>, key: string): Promise<unknown> {
  return (await store.get([key]))[key];
}
