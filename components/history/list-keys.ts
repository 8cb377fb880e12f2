/** The conversation whose line an event comes from; undefined for what else is in the list. */
export function idAt(target: EventTarget | null): string | undefined {
  return target instanceof HTMLElement ? target.dataset.id : undefined;
}

/** Where a key leads from an item; undefined where it leads nowhere. */
export function neighbour(order: readonly string[], id: string, key: string): string | undefined {
  const index = order.indexOf(id);
  if (key === 'ArrowDown') return order[Math.min(index + 1, order.length - 1)];
  if (key === 'ArrowUp') return order[Math.max(index - 1, 0)];
  if (key === 'Home') return order[0];
  return key === 'End' ? order.at(-1) : undefined;
}

/** What a key does with an item. */
export function actionOf(
  key: string,
  selecting: boolean,
): 'title' | 'delete' | 'leave' | undefined {
  if (key === 'Delete') return 'delete';
  if (key === 'F2' && !selecting) return 'title';
  return key === 'Escape' && selecting ? 'leave' : undefined;
}

/** The one that takes the place of those that go: the next below, or else the last above. */
export function idAfter(order: readonly string[], gone: readonly string[]): string | undefined {
  const isGone = new Set(gone);
  const last = order.findLastIndex((id) => isGone.has(id));
  const below = order.slice(last + 1).find((id) => !isGone.has(id));
  return below ?? order.slice(0, last).findLast((id) => !isGone.has(id));
}

/** The one that takes the place of what was in the order before and is so no more. */
export function idInstead(before: readonly string[], order: readonly string[]): string | undefined {
  const left = new Set(order);
  const gone = before.filter((id) => !left.has(id));
  return idAfter(before, gone) ?? order[0];
}
