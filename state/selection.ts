/** What is chosen in a list, and where the last choice was made. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | undefined;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: undefined };

export function toggleSelected({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Chooses all from the last choice to this one, both included; `order` is that of the list. */
export function selectTo(selection: Selection, id: string, order: readonly string[]): Selection {
  const ends = [order.indexOf(selection.anchor ?? id), order.indexOf(id)];
  if (ends.includes(-1)) return toggleSelected(selection, id);
  const range = order.slice(Math.min(...ends), Math.max(...ends) + 1);
  return { ids: new Set([...selection.ids, ...range]), anchor: id };
}

export function selectAll({ anchor }: Selection, order: readonly string[]): Selection {
  return { ids: new Set(order), anchor };
}

/** What is left of it in a list that has changed. */
export function selectedIn({ ids }: Selection, order: readonly string[]): readonly string[] {
  return order.filter((id) => ids.has(id));
}
