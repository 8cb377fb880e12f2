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

const displayMarks = [
  ['$$', '$$'],
  ['\\[', '\\]'],
] as const;

/** What stands between marks at the start of a text, if there is no blank line in it. */
function between(source: string, opening: string, closing: string, longest: number) {
  if (!source.startsWith(opening)) return undefined;
  const start = opening.length;
  const end = source.slice(0, start + longest).indexOf(closing, start);
  if (end < 0) return undefined;
  const tex = source.slice(start, end);
  if (tex.trim() === '' || /\n[ \t]*\n/.test(tex)) return undefined;
  return { raw: source.slice(0, end + closing.length), tex: tex.trim() };
}

function displayMath(source: string): FoundMath | undefined {
  for (const [opening, closing] of displayMarks) {
    const found = between(source, opening, closing, longestDisplay);
    if (found) return { ...found, display: true };
  }
  return undefined;
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
  const found = /\n {0,3}(?:\$\$|\\\[)/.exec(source);
  return found ? found.index + 1 : undefined;
}

/**
 * A formula at the start of a source, between `$`, `$$`, `\(` or `\[`. As prices have dollar signs
 * too, what is between two of them is a formula only if no space follows the first or stands
 * before the last, and no digit follows the last.
 */
export function findInlineMath(source: string): FoundMath | undefined {
  const display = displayMath(source);
  if (display) return display;
  const bracketed = between(source, '\\(', '\\)', longestInline);
  if (bracketed) return { ...bracketed, display: false };
  const dollars = inlineDollars.exec(source);
  return dollars ? { raw: dollars[0], tex: dollars[1] ?? '', display: false } : undefined;
}

const inlineDollars = new RegExp(
  `^\\$(?![\\s$])((?:\\\\.|[^\\\\$\\n]){1,${longestInline}})(?<!\\s)\\$(?![\\d$])`,
);

/** The next place in a source where a formula may begin. */
export function inlineMathStart(source: string): number | undefined {
  const start = source.search(/\$|\\[([]/);
  return start < 0 ? undefined : start;
}

/** Whether a formula that is open at the text's end may be closed by what follows it. */
export function mayOpenMath(text: string): boolean {
  return /\$\$|\\\[|\\\(/.test(text) || /\$(?=[^\s$])[^\n]*$/.test(text);
}
