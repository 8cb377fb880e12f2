import type { Chunk } from './chunks.ts';
import { convertBlocks } from './convert.ts';
import { convertInline } from './inline.ts';
import { type Links, lexBlocks, lexInline } from './lexer.ts';
import { withinLimits } from './limits.ts';
import type { Block, Inline } from './model.ts';

/** A settled chunk and its blocks. */
export interface Part {
  readonly chunk: Chunk;
  /** It continues the block before it. */
  readonly joined: boolean;
  /** The labels in it that are, or could become, references to link definitions. */
  readonly labels: readonly string[];
  readonly blocks: readonly Block[];
}

export interface LexedChunk {
  readonly definitions: Links;
  /** @param links The definitions of the whole text. */
  blocks(links: Links): readonly Block[];
}

const none: Links = {};

/**
 * Lexes a chunk; its inline content only once the links are known.
 *
 * @param joined What comes of the chunk continues the block before it.
 */
export function lexChunk({ source, table, piece, code }: Chunk, joined: boolean): LexedChunk {
  if (code) return { definitions: none, blocks: () => [code] };
  const asParagraph = (inlines: readonly Inline[]): readonly Block[] => [
    { type: 'paragraph', pieces: [inlines] },
  ];
  const lexed = piece
    ? undefined
    : withinLimits(() => lexBlocks(table ? `${table}\n${source}` : source));
  const convert = (links: Links) => {
    if (piece) return asParagraph(convertInline(lexInline(source, links)));
    const [first] = lexed?.tokens ?? [];
    // A further row is put to the rows of a table that has its header.
    const columns = joined && table && first?.type === 'table' ? first.header.length : 0;
    lexed?.finish(links, columns);
    return lexed && convertBlocks(lexed.tokens);
  };
  return {
    definitions: lexed?.definitions ?? none,
    blocks: (links) => withinLimits(() => convert(links)) ?? asParagraph([source]),
  };
}

/** The block with what continues it, all of its type. */
function join(first: Block, others: readonly Block[], afterBlank: boolean): Block {
  switch (first.type) {
    case 'list': {
      const lists = others.filter((block) => block.type === 'list');
      const loose = first.loose || afterBlank || lists.some((list) => list.loose);
      return { ...first, loose, items: first.items.concat(lists.flatMap(({ items }) => items)) };
    }
    case 'table': {
      const tables = others.filter((block) => block.type === 'table');
      return { ...first, rows: first.rows.concat(tables.flatMap(({ rows }) => rows)) };
    }
    case 'paragraph': {
      const paragraphs = others.filter((block) => block.type === 'paragraph');
      return { ...first, pieces: first.pieces.concat(paragraphs.flatMap(({ pieces }) => pieces)) };
    }
    default:
      return first;
  }
}

/**
 * Adds the blocks of chunks, the first of each to the end of the last before it if it continues it.
 * What continues one block is added at once: with each part alone, a long list would be copied as
 * often as it has items.
 */
export function addBlocks(
  before: readonly Block[],
  parts: readonly Pick<Part, 'chunk' | 'blocks'>[],
): readonly Block[] {
  const blocks = [...before];
  let run: Block[] = [];
  let afterBlank = false;
  const endRun = () => {
    const last = run.length > 0 ? blocks.pop() : undefined;
    if (last) blocks.push(join(last, run, afterBlank));
    run = [];
    afterBlank = false;
  };
  for (const { chunk, blocks: added } of parts) {
    const [first, ...others] = added;
    // A joint is called as the block that it continues.
    if (first?.type === chunk.joint && blocks.at(-1)?.type === chunk.joint) {
      run.push(first);
      afterBlank ||= chunk.afterBlank;
      if (others.length === 0) continue;
      endRun();
      blocks.push(...others);
    } else {
      endRun();
      blocks.push(...added);
    }
  }
  endRun();
  return blocks;
}

/** Settled chunks that continue one another's list, table or paragraph. */
export class Section {
  #parts: Part[] = [];
  #blocks: readonly Block[] = [];
  /** How many of the parts are in the blocks. */
  #joined = 0;
  #lastType: Block['type'] | undefined;

  add(part: Part): void {
    this.#parts.push(part);
    this.#lastType = part.blocks.at(-1)?.type ?? this.#lastType;
  }

  /** Whether a chunk would continue the last block. */
  isContinuedBy({ joint }: Chunk): boolean {
    return this.#lastType === joint;
  }

  get blocks(): readonly Block[] {
    if (this.#joined < this.#parts.length) {
      this.#blocks = addBlocks(this.#blocks, this.#parts.slice(this.#joined));
      this.#joined = this.#parts.length;
    }
    return this.#blocks;
  }

  /** Lexes every part again that refers to a changed label. @returns Whether there was one. */
  relex(changed: ReadonlySet<string>, links: Links): boolean {
    const refers = (part: Part) => part.labels.some((label) => changed.has(label));
    if (!this.#parts.some(refers)) return false;
    const relex = (part: Part) => ({
      ...part,
      blocks: lexChunk(part.chunk, part.joined).blocks(links),
    });
    this.#parts = this.#parts.map((part) => (refers(part) ? relex(part) : part));
    this.#blocks = [];
    this.#joined = 0;
    return true;
  }
}
