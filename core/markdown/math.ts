/** TeX as it stands in a text, with the marks around it. */
interface FoundMath {
  /** With its marks, and a block's line end. */
  readonly raw: string;
  readonly tex: string;
  readonly display: boolean;
}

/** Longer formulas, in characters, are nobody's: a mark that is never closed costs no more. */
const longestInline = 1000;
const longestDisplay = 4000;

interface Marks {
  readonly opening: RegExp;
  readonly closing: RegExp;
}

/** More dollars than two stand for a price. */
const displayMarks: readonly Marks[] = [
  { opening: /^\$\$(?!\$)/, closing: /(?<!\$)\$\$(?!\$)/ },
  { opening: /^\\\[/, closing: /\\\]/ },
];
const inlineMarks: Marks = { opening: /^\\\(/, closing: /\\\)/ };

/** What stands between marks at the start of a text, if there is no blank line in it. */
function between(source: string, { opening, closing }: Marks, longest: number) {
  const [begin] = opening.exec(source) ?? [];
  if (begin === undefined) return undefined;
  const inside = source.slice(begin.length, begin.length + longest);
  const end = closing.exec(inside);
  if (!end) return undefined;
  const tex = inside.slice(0, end.index);
  if (tex.trim() === '' || /\n[ \t]*\n/.test(tex)) return undefined;
  return { raw: begin + tex + end[0], tex: tex.trim() };
}

function displayMath(source: string): FoundMath | undefined {
  for (const marks of displayMarks) {
    const found = between(source, marks, longestDisplay);
    if (found) return { ...found, display: true };
  }
  return undefined;
}

/** What ends the formula that a line begins with, if it begins with a display's mark. */
export function displayEnd(line: string): RegExp | undefined {
  const text = line.replace(/^ */, '');
  return displayMarks.find(({ opening }) => opening.test(text))?.closing;
}

/** A formula that has the lines it stands on for itself, at the start of a source. */
export function findMathBlock(source: string): FoundMath | undefined {
  const [indent = ''] = /^ {0,3}/.exec(source) ?? [];
  const found = displayMath(source.slice(indent.length));
  if (!found) return undefined;
  const end = indent.length + found.raw.length;
  const [rest] = /^[ \t]*(?:\n+|$)/.exec(source.slice(end)) ?? [];
  return rest === undefined ? undefined : { ...found, raw: source.slice(0, end + rest.length) };
}

/** The place before which a paragraph ends, as a line begins with a display's mark. */
export function mathBlockStart(source: string): number | undefined {
  const found = /\n {0,3}(?:\$\$(?!\$)|\\\[)/.exec(source);
  return found ? found.index + 1 : undefined;
}

/**
 * A formula at the start of a source, between `$`, `$$`, `\(` or `\[`. As prices have dollar signs
 * too, what is between two of them is a formula only if no space follows the first or stands
 * before the last, and no digit follows the last; and if it is not words, as between two prices.
 *
 * @param before The character before the source: `US$` is a currency.
 */
export function findInlineMath(source: string, before = ''): FoundMath | undefined {
  if (source.startsWith('$')) return /[A-Za-z\d$]/.test(before) ? undefined : dollarMath(source);
  const display = displayMath(source);
  if (display) return display;
  const bracketed = between(source, inlineMarks, longestInline);
  return bracketed && { ...bracketed, display: false };
}

function dollarMath(source: string): FoundMath | undefined {
  const display = displayMath(source);
  if (display) return isPriced(display.raw.slice(2, -2)) ? undefined : display;
  const [raw, tex = ''] = inlineDollars.exec(source) ?? [];
  return raw === undefined || isProse(tex) ? undefined : { raw, tex, display: false };
}

/** Whether a text between `$$` in a line is what stands between two prices. */
function isPriced(text: string): boolean {
  return !text.includes('\n') && (/^\s/.test(text) !== /\s$/.test(text) || isProse(text));
}

/** Whether a text has words, and no sign of TeX. */
const isProse = (text: string) =>
  /\s/.test(text) && /\p{L}{2}/u.test(text) && !/[\\^_={}]/.test(text);

const inlineDollars = new RegExp(
  `^\\$(?![\\s$])((?:\\\\.|[^\\\\$\\n]){1,${longestInline}})(?<!\\s)\\$(?![\\d$])`,
);

/** Where the next of a mark stands from a place on; for places in order, nothing is searched twice. */
function createFinder(source: string): (mark: string, from: number) => number {
  const known = new Map<string, number>();
  return (mark, from) => {
    const before = known.get(mark) ?? 0;
    const next = before >= from || before < 0 ? before : source.indexOf(mark, from);
    known.set(mark, next);
    return next;
  };
}

/**
 * A text in which the formulas of the source are letters.
 *
 * @param masked The source with what else is not to be looked into masked, each character by one.
 */
export function maskMath(source: string, masked: string): string {
  const find = createFinder(source);
  let result = '';
  let afterEscape = 0;
  for (const { 0: mark, index } of source.matchAll(/\\[!-/:-@[-`{-~]|\$/g)) {
    // Within a formula, or in code or a link, where none begins.
    if (index < result.length || masked.startsWith('a', index)) continue;
    const end = find(mark.replace('[', ']').replace('(', ')'), index + mark.length);
    const before = index === afterEscape ? '' : source.charAt(index - 1);
    const isReached = end >= 0 && end - index <= longestDisplay;
    const found = isReached ? findInlineMath(source.slice(index), before) : undefined;
    if (found) result += masked.slice(result.length, index) + 'a'.repeat(found.raw.length);
    else if (mark !== '$') afterEscape = index + mark.length;
  }
  return result + masked.slice(result.length);
}

/** The next place in a source where a formula may begin. */
export function inlineMathStart(source: string): number | undefined {
  const start = source.search(/\$|\\[([]/);
  return start < 0 ? undefined : start;
}

/** Whether a formula that is open at the text's end may be closed by what follows it. */
export function mayOpenMath(text: string): boolean {
  return /\$\$|\\\[|\\\(/.test(text) || /\$(?=[^\s$])[^\n]*$/.test(text);
}
