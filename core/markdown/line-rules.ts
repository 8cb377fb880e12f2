import { Lexer } from 'marked';
import { opensFootnote } from './extensions.ts';
import { openFence } from './fence.ts';
import { lexBlocks } from './lexer.ts';
import { withinLimits } from './limits.ts';
import { displayEnd } from './math.ts';

/**
 * How a chunk begins: 'new' apart from all that stands before it; or as the next item of the
 * list, the next row of the table, the next piece of the paragraph before it.
 */
export type Joint = 'new' | 'list' | 'table' | 'paragraph';

/** What the complete lines of a chunk say about the lines to come. */
export interface LineState {
  /** The last line was blank. */
  readonly blank: boolean;
  /** How far a line must be indented to belong to the open list item; 0 without a list. */
  readonly itemIndent: number;
  /** The last character of the list's marker (- + * . or ) ), or '' when it is not sure. */
  readonly marker: string;
  /** The last line is a whole block, or the end of one. */
  readonly ended: boolean;
  /** What ends the raw HTML that is open. */
  readonly htmlEnd: RegExp | undefined;
  /** A formula that is open, unless a blank line comes before its end. */
  readonly math: OpenMath | undefined;
  /** The header and delimiter lines of an open table. */
  readonly table: string;
  /** How long the chunk must be for another look whether it has become a table. */
  readonly tableFrom: number;
  /** Every line begins as text does: this can only be a paragraph. */
  readonly plain: boolean;
  /** The first line begins a footnote's definition. */
  readonly footnote: boolean;
}

interface OpenMath {
  readonly end: RegExp;
  /** What was known before it began. */
  readonly before: LineState;
}

export const initialState: LineState = {
  blank: false,
  itemIndent: 0,
  marker: '',
  ended: false,
  htmlEnd: undefined,
  math: undefined,
  table: '',
  tableFrom: 0,
  plain: true,
  footnote: false,
};

/**
 * What no block begins with: letters and all else beyond ASCII, quotes, numbers that are no item's;
 * or words with emphasis, such as a speaker's name.
 */
const plainLine =
  /^(?:\*{1,3}(?=\p{L}[^*]*(?<!\s)\*)\p{L}|["'(A-Za-z]|\d+(?=[^\d.)])|(?!\s)[\u{80}-\u{10ffff}])/u;

/** Whether a line can be nothing but a paragraph's, whatever comes after its beginning. */
export const isPlainLine = (line: string) => plainLine.test(line);

const rules = Lexer.rules.block.gfm;
const blankLine = /^[ \t]*$/;
const bulletPattern = /^( {0,3}(?:[-+*]|\d{1,9}[.)]))(?:([ \t]+)(\S?)|$)/;
const interruptingBullet = /^ {0,3}(?:[-+*]|1[.)])[ \t]+\S/;
const partialBullet = /^(?:[-+*]|\d{1,9}[.)]?)$/;
const tableDelimiter = /^ {0,3}[|:-][-:| \t]*$/;

function htmlEndOf(line: string, interrupting: boolean): RegExp | undefined {
  if (!/^ {0,3}</.test(line) || !rules.html.test(`${line}\n`)) return undefined;
  const [, tag, mark] = /^ *<(?:(script|pre|style|textarea)\b|(!--|\?|!\[|!))/i.exec(line) ?? [];
  const ends: Record<string, string> = { '!--': '-->', '?': '\\?>', '![': '\\]\\]>', '!': '>' };
  if (tag) return new RegExp(`</${tag}>`, 'i');
  if (mark) return new RegExp(ends[mark] ?? '>');
  // A tag of no block element cannot interrupt a paragraph.
  const isParagraph = interrupting && rules.paragraph.exec(`x\n${line}\n`)?.[0] !== 'x';
  return isParagraph ? undefined : blankLine;
}

function isRow(table: string, line: string): boolean {
  const source = `${table}\n${line}\n`;
  return rules.table.exec(source)?.[0].length === source.length;
}

const indentOf = (line: string) => /^ */.exec(line)?.[0].length ?? 0;

/**
 * Decides whether a line begins a new chunk. A decision that is made for the beginning of a line
 * holds for whatever the line becomes, so that it does not matter how the text arrives.
 *
 * @param complete The line has its line end; otherwise undefined means "not yet known" too.
 */
export function jointBefore(state: LineState, line: string, complete: boolean): Joint | undefined {
  if (state.htmlEnd || state.math || blankLine.test(line)) return undefined;
  if (state.ended) return 'new';
  if ((state.plain || (state.footnote && !state.blank)) && opensFootnote(line)) return 'new';
  const indent = indentOf(line);
  if (!state.itemIndent || indent < state.itemIndent) {
    if (complete && openFence(line)) return 'new';
    const bullet = bulletPattern.exec(line);
    if (bullet && (complete || bullet[2])) {
      if (state.itemIndent && !state.marker) return undefined;
      if (state.itemIndent) return bullet[1]?.endsWith(state.marker) ? 'list' : 'new';
      if (state.blank || interruptingBullet.test(line)) return 'new';
    }
  }
  if (state.table && complete) return isRow(state.table, line) ? 'table' : 'new';
  // In a list an indented line may be the item's; one that becomes a bullet is its next item.
  const undecided = state.itemIndent > 0 && partialBullet.test(line);
  const firstIsText = indent === 0 && !line.startsWith('\t');
  return state.blank && firstIsText && !undecided ? 'new' : undefined;
}

/**
 * Takes a complete line into account. While a formula is open its lines count as they would without
 * it, in case that it never ends.
 *
 * @param chunk The chunk's lines up to and with this one.
 * @param first Whether the line is the chunk's first.
 */
export function addToState(
  state: LineState,
  line: string,
  chunk: string,
  first: boolean,
): LineState {
  const next = addLineToState(state, line, chunk, first);
  if (next.blank || next.htmlEnd) return next;
  const end = state.math?.end ?? displayEnd(line);
  if (end === undefined) return next;
  const before = state.math?.before ?? state;
  const inside = state.math ? line : line.trimStart().slice(2);
  if (end.test(inside)) return { ...before, blank: false, plain: false, ended: false };
  return { ...next, plain: false, math: { end, before } };
}

function addLineToState(state: LineState, line: string, chunk: string, first: boolean): LineState {
  const blank = blankLine.test(line);
  if (state.htmlEnd)
    return { ...state, blank, htmlEnd: state.htmlEnd.test(line) ? undefined : state.htmlEnd };
  if (blank) return { ...state, blank, ended: false, table: '', plain: false, math: undefined };
  const plain = state.plain && isPlainLine(line);
  const footnote = first ? opensFootnote(line) : state.footnote;
  const next = { ...state, blank, plain, footnote };
  const inItem = state.itemIndent > 0 && indentOf(line) >= state.itemIndent;
  if (inItem) return next;
  const htmlEnd = htmlEndOf(line, !first && !state.blank);
  if (htmlEnd)
    return { ...next, htmlEnd: htmlEnd.test(line.replace(/^ *<\S/, '')) ? undefined : htmlEnd };
  if (rules.heading.test(line) || rules.hr.test(line)) return { ...next, ended: true };
  const bullet = state.table ? null : bulletPattern.exec(line);
  if (bullet) {
    const [, mark = '', space = '', text = ''] = bullet;
    const itemIndent = mark.length + (text && space.length < 5 ? space.length : 1);
    // In the middle of a chunk it may be a list or a paragraph's text: no line is cut off then.
    return { ...next, itemIndent, marker: first ? mark.slice(-1) : '' };
  }
  if (state.table || state.itemIndent || !tableDelimiter.test(line)) return next;
  if (chunk.length < state.tableFrom) return next;
  const last = withinLimits(() => lexBlocks(chunk))?.tokens.at(-1);
  // Looked at only as often as it doubles, so that all looks together stay linear.
  if (last?.type !== 'table') return { ...next, tableFrom: chunk.length * 2 };
  return { ...next, table: last.raw.trimEnd() };
}
