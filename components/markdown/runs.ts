/** So many neighbours share a parent: one parent of more makes every addition slower. */
const perRun = 16;

/**
 * A list in runs of 16; while it grows, all but the last of them keep their elements.
 *
 * @param first How long the first run is, where it is of another length.
 */
export function runsOf<Element>(
  list: readonly Element[],
  length = perRun,
  first = length,
): readonly (readonly Element[])[] {
  const others = Math.max(0, Math.ceil((list.length - first) / length));
  const endOf = (run: number) => first + run * length;
  return Array.from({ length: 1 + others }, (_, run) =>
    list.slice(run === 0 ? 0 : endOf(run - 1), endOf(run)),
  );
}
