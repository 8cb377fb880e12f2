// What nobody writes, but an answer may hold all the same. It is shown as it was written, since it
// would overflow the stack, or take the lexer time that grows with the square of its length.

const deepest = 100;
/** Characters of a chunk, such as a list item with all that is in it. */
const longestChunk = 32_768;
/** Characters of a paragraph, a cell or a heading in which nothing comes to rest. */
const longestInline = 8192;
/** The lexer goes through such a text once for each mark of emphasis in it. */
const mostEmphasis = 1_000_000;
const mostDefinitions = 1000;
/** A short row is filled up to the header's width: two characters become as many cells. */
const mostColumns = 100;

const marker = '(?:[-+*]|\\d{1,9}[.)])[ \\t]|>|\\[\\^[^\\]\\s]{1,100}\\]:';
const nestedLine = new RegExp(`^(?:[ \\t]*(?:${marker})){${deepest}}`, 'm');

const wideTable = new RegExp(`(?:\\|[ \\t]*:?-+:?[ \\t]*){${mostColumns + 1}}`);

/** To be called on the way down. */
export function checkDepth(depth: number): void {
  if (depth > deepest) throw new RangeError('Nested too deeply');
}

export function checkChunk(source: string): void {
  if (source.length > longestChunk) throw new RangeError('Too long');
  if (nestedLine.test(source)) throw new RangeError('Nested too deeply');
  if (wideTable.test(source)) throw new RangeError('Too wide');
}

export function isInlineTooMuch(source: string): boolean {
  if (source.length > longestInline) return true;
  const marks = source.match(/[*_~]+/g)?.length ?? 0;
  return marks * source.length > mostEmphasis;
}

export function hasMostDefinitions(definitions: object): boolean {
  return Object.keys(definitions).length >= mostDefinitions;
}

/** @returns Undefined where a limit is exceeded, or the lexer's stack. */
export function withinLimits<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
