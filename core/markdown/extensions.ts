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

/** The definition with its indented lines, up to the next one or a line that is not its own. */
function footnote(this: TokenizerThis, source: string): ExtensionToken | undefined {
  const [opening, label] = footnoteOpening.exec(source) ?? [];
  if (opening === undefined || label === undefined) return undefined;
  const lines = source.slice(opening.length).split('\n');
  const isOwn = (line: string, index: number) =>
    index === 0 ||
    (lines[index - 1]?.trim() === '' ? /^(?: {2,}|\t)\S/.test(line) : !footnoteOpening.test(line));
  const others = lines.findIndex((line, index) => line.trim() !== '' && !isOwn(line, index));
  const own = lines.slice(0, others < 0 ? lines.length : others);
  const text = own.map((line, index) => (index === 0 ? line : line.replace(/^ {1,4}|^\t/, '')));
  const { lexer } = this;
  const key = `^${label}`.toLowerCase().toUpperCase().toLowerCase();
  lexer.tokens.links[key] ??= { href: footnoteScheme + label, title: '' };
  const raw = opening + own.join('\n') + (others < 0 ? '' : '\n');
  return { type: 'footnote', raw, label, tokens: lexer.blockTokens(text.join('\n').trim(), []) };
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
