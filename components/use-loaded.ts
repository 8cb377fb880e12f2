import { useEffect, useState } from 'preact/hooks';

/** What has come so far, by what loads it: whoever wants it later has it at once. */
const known = new WeakMap<() => Promise<unknown>, unknown>();

/**
 * A part that no first screen needs, loaded once it is wanted; undefined until it has come.
 *
 * @param load The same function for the same part, at every call; undefined where nothing is wanted.
 */
export function useLoaded<Part>(
  load: (() => Promise<Part>) | undefined,
  wanted = true,
): Part | undefined {
  const [, setArrivals] = useState(0);
  const isMissing = wanted && load !== undefined && !known.has(load);
  useEffect(() => {
    if (!isMissing) return;
    load().then(
      (part) => {
        // Several may have begun to load it: all of them get the same.
        if (!known.has(load)) known.set(load, part);
        setArrivals((count) => count + 1);
      },
      // Gone after an update: when it is wanted another time, that tries again.
      () => {},
    );
  }, [load, isMissing]);
  return load && (known.get(load) as Part | undefined);
}
