/** What a `beforeinput` says of the edit that is to come. */
export interface Edit {
  readonly inputType: string;
  /** What is put in; null where nothing is. */
  readonly data: string | null;
}

export interface EarlierTexts {
  has(text: string): boolean;
}

/** One stretch that was replaced in a text, by as many characters as `put` says. */
interface Replacement {
  readonly at: number;
  readonly removed: string;
  readonly put: number;
}

/**
 * The texts that a box has held. Of each there is only what the next one replaced in it: whole texts
 * would take memory that grows with the square of what is typed.
 */
export function rememberTexts(): EarlierTexts & { add(text: string): void } {
  const replacements: Replacement[] = [];
  let last: string | undefined;
  return {
    add: (text) => {
      if (last !== undefined && text !== last) replacements.push(findReplacement(last, text));
      last = text;
    },
    has: (text) => {
      if (last === undefined) return false;
      let earlier = last;
      for (const { at, removed, put } of replacements.toReversed()) {
        if (earlier === text) return true;
        earlier = earlier.slice(0, at) + removed + earlier.slice(at + put);
      }
      return earlier === text;
    },
  };
}

function findReplacement(before: string, after: string): Replacement {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at += 1;
  let same = 0;
  while (same < shorter - at && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { at, removed: before.slice(at, before.length - same), put: after.length - same - at };
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
  earlier: EarlierTexts,
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
