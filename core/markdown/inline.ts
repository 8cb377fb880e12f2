import type { Token, Tokens } from 'marked';
import { decodeEntities } from './entities.ts';
import { type ExtensionToken, extensionToken, footnoteAtEnd } from './extensions.ts';
import { isMarkedToken } from './lexer.ts';
import { checkDepth } from './limits.ts';
import { parseLink, saysHost } from './links.ts';
import type { Inline, MathFormula } from './model.ts';

const lineBreakTag = /<br\s*\/?>/i;

/** Raw HTML → the text as it was written; only `<br>` means something. */
export function convertHtml(html: string): Inline[] {
  return html
    .split(lineBreakTag)
    .flatMap((text, index): Inline[] => (index ? [{ type: 'break' }, text] : [text]))
    .filter((inline) => inline !== '');
}

export function formula({ tex, display }: MathFormula): MathFormula {
  return { type: 'math', tex, display };
}

function convertLink(token: Tokens.Link, depth: number): readonly Inline[] {
  const note = footnoteAtEnd(token);
  if (note) {
    const text = convertInline(token.tokens, depth);
    return ['[', ...text, ']', { type: 'footnote', label: note.label }];
  }
  // An autolink is literal: `&amp;` in it is four characters of the address.
  const link = parseLink(token.autolink ? token.href : decodeEntities(token.href));
  const children = token.autolink ? [token.text] : convertInline(token.tokens, depth);
  if (!link) return children;
  const says = children.every(isTextual) && saysHost(plainText(children), link);
  return [{ type: 'link', link, saysHost: says, children }];
}

/** Whether it shows its own letters alone: TeX can put anything over them. */
function isTextual(inline: Inline): boolean {
  if (typeof inline === 'string' || inline.type === 'code') return true;
  return inline.type !== 'link' && 'children' in inline && inline.children.every(isTextual);
}

function convertImage(token: Tokens.Image, depth: number): readonly Inline[] {
  const note = footnoteAtEnd(token);
  if (note) return [token.raw.slice(0, note.start), { type: 'footnote', label: note.label }];
  const alt = plainText(convertInline(token.tokens, depth));
  return [{ type: 'image', alt, link: parseLink(decodeEntities(token.href)) }];
}

function convertExtension(token: ExtensionToken): readonly Inline[] {
  if (token.type === 'math') return [formula(token)];
  return token.type === 'footnoteReference' ? [{ type: 'footnote', label: token.label }] : [];
}

function convertToken(token: Token, depth: number): readonly Inline[] {
  const extension = extensionToken(token);
  if (extension) return convertExtension(extension);
  if (!isMarkedToken(token)) return [];
  switch (token.type) {
    case 'strong':
      return [{ type: 'strong', children: convertInline(token.tokens, depth) }];
    case 'em':
      return [{ type: 'emphasis', children: convertInline(token.tokens, depth) }];
    case 'del':
      return [{ type: 'strikethrough', children: convertInline(token.tokens, depth) }];
    case 'codespan':
      return [{ type: 'code', text: token.text }];
    case 'br':
      return [{ type: 'break' }];
    case 'link':
      return convertLink(token, depth);
    case 'image':
      return convertImage(token, depth);
    case 'html':
      return convertHtml(token.text);
    case 'escape':
      return [token.text];
    case 'text':
      return [decodeEntities(token.text)];
    default:
      return [];
  }
}

/** The lexer's inline tokens → inline content, neighbouring texts joined. */
export function convertInline(tokens: readonly Token[], depth = 0): readonly Inline[] {
  checkDepth(depth);
  const inlines: Inline[] = [];
  for (const inline of tokens.flatMap((token) => convertToken(token, depth + 1))) {
    const last = inlines.at(-1);
    if (typeof inline === 'string' && typeof last === 'string')
      inlines.splice(-1, 1, last + inline);
    else inlines.push(inline);
  }
  return inlines;
}

function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      if ('children' in inline) return plainText(inline.children);
      if (inline.type === 'break') return ' ';
      if (inline.type === 'math') return inline.tex;
      if (inline.type === 'footnote') return '';
      return inline.type === 'code' ? inline.text : inline.alt;
    })
    .join('');
}
