/** So many neighbours share a parent: one parent of more makes every addition slower. */
const perRun = 16;

/**
 * A list in runs; while it grows, all but the last of them keep their elements.
 *
 * @param first How long the first run is.
 * @param others How long the others are.
 */
export function runsOf<Element>(
  list: readonly Element[],
  first = perRun,
  others = perRun,
): readonly (readonly Element[])[] {
  const endOf = (run: number) => first + run * others;
  const count = 1 + Math.max(0, Math.ceil((list.length - first) / others));
  return Array.from({ length: count }, (_, run) =>
    list.slice(run === 0 ? 0 : endOf(run - 1), endOf(run)),
  );
}
