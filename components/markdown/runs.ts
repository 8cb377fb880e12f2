/** So many neighbours share a parent: one parent of thousands makes every addition slower. */
const perRun = 32;

/** A list in runs of 32; while it grows, all but the last of them keep their elements. */
export function runsOf<Element>(
  list: readonly Element[],
  length = perRun,
): readonly (readonly Element[])[] {
  const count = Math.max(1, Math.ceil(list.length / length));
  return Array.from({ length: count }, (_, run) => list.slice(run * length, (run + 1) * length));
}
