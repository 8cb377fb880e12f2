/** What a `beforeinput` says of the edit that is to come. */
export interface Edit {
  readonly inputType: string;
  /** What is put in; null where nothing is. */
  readonly data: string | null;
}

/**
 * Whether a text can have become another by that edit alone: what it puts in stands in the place of
 * one stretch of the text, of any length, or an earlier text is back. Space does not count, as
 * browsers mend it beside what they paste or delete.
 */
export function isOwnEdit(
  { inputType, data }: Edit,
  before: string,
  after: string,
  earlier: ReadonlySet<string>,
): boolean {
  if (inputType.startsWith('history')) return earlier.has(after);
  return isReplaced(withoutSpace(before), withoutSpace(after), withoutSpace(data ?? ''));
}

function isReplaced(before: string, after: string, put: string): boolean {
  const kept = after.length - put.length;
  if (kept > before.length) return false;
  for (let at = 0; at <= kept; at += 1) {
    if (after.startsWith(put, at) && before.endsWith(after.slice(at + put.length))) return true;
    if (before[at] !== after[at]) return false;
  }
  return false;
}

const withoutSpace = (text: string) => text.replace(/\s/g, '');
