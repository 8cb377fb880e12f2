/** Extension storage as core sees it. Values are plain JSON; what is read is unknown until parsed. */
export interface KeyValueStore {
  /** The keys that exist, with their values. */
  get(keys: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** Writes all of them or none. Rejects when storage is full. */
  set(items: Readonly<Record<string, unknown>>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}
