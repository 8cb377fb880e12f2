import type { Token, Tokens } from 'marked';
import { addLine, codeBlock, noLines } from './code.ts';
import { type ExtensionToken, extensionToken } from './extensions.ts';
import { convertHtml, convertInline, formula } from './inline.ts';
import { isMarkedToken } from './lexer.ts';
import { checkDepth } from './limits.ts';
import type { Block, ListItem } from './model.ts';

function convertItem(item: Tokens.ListItem, depth: number): ListItem {
  const blocks = convertBlocks(item.tokens, depth);
  return { checked: item.task ? item.checked : undefined, blocks };
}

function convertTable(token: Tokens.Table): Block {
  const convertCell = (cell: Tokens.TableCell) => convertInline(cell.tokens);
  return {
    type: 'table',
    align: token.align,
    header: token.header.map(convertCell),
    rows: token.rows.map((row) => row.map(convertCell)),
  };
}

/** Whether the code ends in a fence like the one it begins with, if it begins with one. */
function isClosed(code: string): boolean {
  const [, marks] = /^ {0,3}(`{3,}|~{3,})/.exec(code) ?? [];
  return !marks || new RegExp(`\\n {0,3}${marks}${marks[0]}*[ \\t]*\\n*$`).test(code);
}

function convertExtension(token: ExtensionToken, depth: number): Block | undefined {
  if (token.type === 'math') return formula(token);
  if (token.type === 'footnoteReference') return undefined;
  return { type: 'footnote', label: token.label, blocks: convertBlocks(token.tokens, depth) };
}

function convertToken(token: Token, depth: number): Block | undefined {
  const extension = extensionToken(token);
  if (extension) return convertExtension(extension, depth);
  if (!isMarkedToken(token)) return undefined;
  switch (token.type) {
    case 'heading':
      return { type: 'heading', depth: token.depth, children: convertInline(token.tokens) };
    case 'paragraph':
    case 'text':
      return { type: 'paragraph', pieces: [convertInline(token.tokens ?? [])] };
    case 'code': {
      const lines = token.text.replace(/\n$/, '').split('\n');
      return codeBlock(token.lang ?? '', lines.reduce(addLine, noLines), isClosed(token.raw));
    }
    case 'blockquote':
      return { type: 'quote', blocks: convertBlocks(token.tokens, depth) };
    case 'list': {
      const { ordered, start, loose } = token;
      const items = token.items.map((item) => convertItem(item, depth));
      return { type: 'list', ordered, start: start === '' ? 1 : start, loose, items };
    }
    case 'table':
      return convertTable(token);
    case 'hr':
      return { type: 'rule' };
    case 'html':
      return { type: 'html', children: convertHtml(token.text.trimEnd()) };
    default:
      // A definition, the space between blocks, a checkbox (which its item tells of).
      return undefined;
  }
}

/** The lexer's block tokens, their inline content lexed → blocks. */
export function convertBlocks(tokens: readonly Token[], depth = 0): readonly Block[] {
  checkDepth(depth);
  return tokens
    .map((token) => convertToken(token, depth + 1))
    .filter((block) => block !== undefined);
}
