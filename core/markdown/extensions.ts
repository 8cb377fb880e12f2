import type { MarkedOptions, Token, TokenizerThis } from 'marked';
import { isRecord } from '../guards.ts';
import { findInlineMath, findMathBlock, inlineMathStart, mathBlockStart } from './math.ts';

/** A token that Markdown's own lexer does not know. */
export type ExtensionToken =
  | {
      readonly type: 'math';
      readonly raw: string;
      readonly tex: string;
      readonly display: boolean;
    }
  | {
      readonly type: 'footnote';
      readonly raw: string;
      readonly label: string;
      readonly tokens: Token[];
    };

function isExtensionToken(token: unknown): token is ExtensionToken {
  return isRecord(token) && (token.type === 'math' || token.type === 'footnote');
}

/** The token, if it is one that Markdown's own lexer does not make. */
export function extensionToken(token: unknown): ExtensionToken | undefined {
  return isExtensionToken(token) ? token : undefined;
}

/**
 * A footnote's definition takes the place of a link's: a reference to it is then found, and found
 * later, by the same rules. No address begins like this one.
 */
const footnoteScheme = 'footnote:';

export function footnoteLabel(href: string, raw: string): string | undefined {
  const label = href.startsWith(footnoteScheme) ? href.slice(footnoteScheme.length) : undefined;
  return label !== undefined && raw === `[^${label}]` ? label : undefined;
}

const footnoteOpening = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*/;

/** Whether a line begins a footnote's definition, whatever follows in it. */
export const opensFootnote = (line: string) => footnoteOpening.test(line);

/** Where the definition ends of which the first line's text begins at `start`. */
function footnoteEnd(source: string, start: number): number {
  let from = start;
  let afterBlank = false;
  while (from < source.length) {
    const next = source.indexOf('\n', from) + 1 || source.length;
    const line = source.slice(from, next);
    const blank = line.trim() === '';
    const isOther = afterBlank ? !/^(?: {2,}|\t)\S/.test(line) : opensFootnote(line);
    if (!blank && from > start && isOther) return from;
    afterBlank = blank;
    from = next;
  }
  return source.length;
}

/** The definition with its indented lines, up to the next one or a line that is not its own. */
function footnote(this: TokenizerThis, source: string): ExtensionToken | undefined {
  const [opening, label] = footnoteOpening.exec(source) ?? [];
  if (opening === undefined || label === undefined) return undefined;
  const raw = source.slice(0, footnoteEnd(source, opening.length));
  const text = raw.slice(opening.length).replace(/\n(?: {1,4}|\t)/g, '\n');
  const { lexer } = this;
  const key = `^${label}`.toLowerCase().toUpperCase().toLowerCase();
  lexer.tokens.links[key] ??= { href: footnoteScheme + label, title: '' };
  return { type: 'footnote', raw, label, tokens: lexer.blockTokens(text.trim(), []) };
}

const math = (find: typeof findMathBlock) => (source: string) => {
  const found = find(source);
  return found && { type: 'math', ...found };
};

/** Formulas and footnotes, in the shape in which the lexer takes extensions. */
export const extensions: NonNullable<MarkedOptions['extensions']> = {
  renderers: {},
  childTokens: {},
  block: [math(findMathBlock), footnote],
  startBlock: [mathBlockStart, (source) => /\n {0,3}\[\^/.exec(source)?.index],
  inline: [math(findInlineMath)],
  startInline: [inlineMathStart],
};
