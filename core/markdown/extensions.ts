import type { MarkedOptions, Token, TokenizerThis, Tokens } from 'marked';
import { isRecord } from '../guards.ts';
import { normalizeLabel } from './labels.ts';
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
    }
  | { readonly type: 'footnoteReference'; readonly raw: string; readonly label: string };

const types: readonly unknown[] = ['math', 'footnote', 'footnoteReference'];

function isExtensionToken(token: unknown): token is ExtensionToken {
  return isRecord(token) && types.includes(token.type);
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

/** The label of the footnote that a reference's definition stands for. */
function footnoteLabel(reference: string, href: string): string | undefined {
  if (!href.startsWith(footnoteScheme)) return undefined;
  const label = href.slice(footnoteScheme.length);
  return normalizeLabel(reference) === normalizeLabel(`[^${label}]`) ? label : undefined;
}

/**
 * Of what was read as one link, `[text][^1]`, or as one image, `![^1]`: the footnote's label, and
 * how long the text is before the reference to it.
 */
export function footnoteAtEnd({ raw, href }: Tokens.Link | Tokens.Image) {
  const start = raw.lastIndexOf('[^');
  const label = footnoteLabel(raw.slice(Math.max(start, 0)), href);
  return label === undefined ? undefined : { label, start };
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
  lexer.tokens.links[normalizeLabel(`^${label}`)] ??= { href: footnoteScheme + label, title: '' };
  return { type: 'footnote', raw, label, tokens: lexer.blockTokens(text.trim(), []) };
}

/** Read before links are, as two references side by side, `[^1][^2]`, look like one. */
function footnoteReference(this: TokenizerThis, source: string): ExtensionToken | undefined {
  const [raw] = /^\[\^[^\]\s]{1,100}\]/.exec(source) ?? [];
  if (raw === undefined) return undefined;
  const definition = this.lexer.tokens.links[normalizeLabel(raw.slice(1, -1))];
  const label = definition && footnoteLabel(raw, definition.href);
  return label === undefined ? undefined : { type: 'footnoteReference', raw, label };
}

type Extension = NonNullable<NonNullable<MarkedOptions['extensions']>['inline']>[number];

const mathBlock: Extension = (source) => {
  const found = findMathBlock(source);
  return found && { type: 'math', ...found };
};

const inlineMath: Extension = (source, tokens) => {
  const before = tokens.at(-1);
  // An escaped dollar sign may stand right before a formula: `\$$x$`.
  const found = findInlineMath(source, before?.type === 'escape' ? '' : before?.raw.slice(-1));
  return found && { type: 'math', ...found };
};

/** Formulas and footnotes, in the shape in which the lexer takes extensions. */
export const extensions: NonNullable<MarkedOptions['extensions']> = {
  renderers: {},
  childTokens: {},
  block: [mathBlock, footnote],
  startBlock: [mathBlockStart, (source) => /\n {0,3}\[\^/.exec(source)?.index],
  inline: [inlineMath, footnoteReference],
  startInline: [inlineMathStart],
};
