import { useEffect, useState } from 'preact/hooks';

/**
 * A part that no first screen needs, loaded once it is wanted; undefined until it has come.
 *
 * @param load The same function at every call.
 */
export function useLoaded<Part>(load: () => Promise<Part>, wanted: boolean): Part | undefined {
  const [part, setPart] = useState<Part>();
  const isMissing = wanted && part === undefined;
  useEffect(() => {
    if (!isMissing) return;
    load().then(
      (loaded) => setPart(() => loaded),
      // Gone after an update: when it is wanted another time, that tries again.
      () => {},
    );
  }, [load, isMissing]);
  return part;
}
