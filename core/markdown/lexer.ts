import { Hooks, Lexer, type Links, type MarkedToken, type Token } from 'marked';
import { extensions, extensionToken } from './extensions.ts';
import { checkChunk, isInlineTooMuch } from './limits.ts';
import { maskMath } from './math.ts';
import { maskMarksBesideCjk, TextTokenizer } from './tokenizer.ts';

export type { Links };

/** Link definitions by label. Without a prototype: a label may be `constructor`. */
export function mergeLinks(...sources: readonly Links[]): Links {
  return Object.assign(Object.create(null), ...sources);
}

/** Its emphasis ends outside formulas. */
class TextLexer extends Lexer {
  #source = '';

  constructor() {
    super({ gfm: true, extensions, tokenizer: new TextTokenizer() });
    // It is given the text with the brackets of formulas masked, as escapes are.
    const emStrongMask = (masked: string) => maskMarksBesideCjk(maskMath(this.#source, masked));
    this.options.hooks = Object.assign(new Hooks(), { emStrongMask });
  }

  override inlineTokens(source: string, tokens?: Token[]): Token[] {
    this.#source = source;
    return super.inlineTokens(source, tokens);
  }
}

export interface LexedBlocks {
  readonly tokens: readonly Token[];
  /** The link definitions that the source holds. */
  readonly definitions: Links;
  /**
   * Lexes the inline content into the tokens. The links are those of the whole text.
   *
   * @param skipped So many contents, from the first on, are left out.
   */
  finish(links: Links, skipped?: number): void;
}

/**
 * The block phase. References wait for `finish`, as a definition may stand after its use.
 * @throws RangeError if the source exceeds a limit.
 */
export function lexBlocks(source: string): LexedBlocks {
  checkChunk(source);
  const lexer = new TextLexer();
  lexer.blockTokens(source, lexer.tokens);
  return {
    tokens: lexer.tokens,
    definitions: lexer.tokens.links,
    finish(links, skipped = 0) {
      lexer.tokens.links = links;
      for (const waiting of lexer.inlineQueue.slice(skipped)) {
        // A tag left open by one block has no meaning in the next.
        lexer.state.inRawBlock = false;
        lexer.state.inLink = false;
        lexInto(lexer, waiting.src, waiting.tokens);
      }
    },
  };
}

export function lexInline(source: string, links: Links): readonly Token[] {
  const lexer = new TextLexer();
  lexer.tokens.links = links;
  return lexInto(lexer, source, []);
}

function lexInto(lexer: Lexer, source: string, tokens: Token[]): readonly Token[] {
  if (!isInlineTooMuch(source)) return lexer.inlineTokens(source, tokens);
  tokens.push({ type: 'text', raw: source, text: source });
  return tokens;
}

/** All but the extensions' tokens are the lexer's own. */
export function isMarkedToken(token: Token): token is MarkedToken {
  return extensionToken(token) === undefined;
}
