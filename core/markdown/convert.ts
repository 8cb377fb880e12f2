import type { Token, Tokens } from 'marked';
import { addLine, codeBlock, noLines } from './code.ts';
import { convertHtml, convertInline } from './inline.ts';
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

function convertToken(token: Token, depth: number): Block | undefined {
  if (!isMarkedToken(token)) return undefined;
  switch (token.type) {
    case 'heading':
      return { type: 'heading', depth: token.depth, children: convertInline(token.tokens) };
    case 'paragraph':
    case 'text':
      return { type: 'paragraph', pieces: [convertInline(token.tokens ?? [])] };
    case 'code': {
      const lines = token.text.replace(/\n$/, '').split('\n');
      return codeBlock(token.lang ?? '', lines.reduce(addLine, noLines));
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
