import type { Chunk } from './chunks.ts';
import { convertBlocks } from './convert.ts';
import { convertInline } from './inline.ts';
import { type Links, lexBlocks, lexInline } from './lexer.ts';
import { withinLimits } from './limits.ts';
import type { Joint } from './line-rules.ts';
import type { Block, Inline } from './model.ts';

/** A settled chunk and its blocks. */
export interface Part {
  readonly chunk: Chunk;
  /** The labels in it that are, or could become, references to link definitions. */
  readonly labels: readonly string[];
  readonly blocks: readonly Block[];
}

/** Chunks that continue one another's list, table or paragraph. */
export interface Section {
  readonly parts: readonly Part[];
  readonly blocks: readonly Block[];
}

export interface LexedChunk {
  readonly definitions: Links;
  /** @param links The definitions of the whole text. */
  blocks(links: Links): readonly Block[];
}

const none: Links = {};

/** Lexes a chunk; its inline content only once the links are known. */
export function lexChunk({ source, table, piece, code }: Chunk): LexedChunk {
  if (code) return { definitions: none, blocks: () => [code] };
  const asParagraph = (inlines: readonly Inline[]): readonly Block[] => [
    { type: 'paragraph', pieces: [inlines] },
  ];
  const lexed = piece
    ? undefined
    : withinLimits(() => lexBlocks(table ? `${table}\n${source}` : source));
  const convert = (links: Links) => {
    if (piece) return asParagraph(convertInline(lexInline(source, links)));
    lexed?.finish(links);
    return lexed && convertBlocks(lexed.tokens);
  };
  return {
    definitions: lexed?.definitions ?? none,
    blocks: (links) => withinLimits(() => convert(links)) ?? asParagraph([source]),
  };
}

function join(joint: Joint, first: Block, next: Block, afterBlank: boolean): Block | undefined {
  if (first.type === 'list' && next.type === 'list' && joint === 'list') {
    const loose = first.loose || next.loose || afterBlank;
    return { ...first, loose, items: [...first.items, ...next.items] };
  }
  if (first.type === 'table' && next.type === 'table' && joint === 'table') {
    return { ...first, rows: [...first.rows, ...next.rows] };
  }
  if (first.type === 'paragraph' && next.type === 'paragraph' && joint === 'paragraph') {
    return { ...first, pieces: [...first.pieces, ...next.pieces] };
  }
  return undefined;
}

/** Adds a chunk's blocks to a section's, the first of them to the last one's end if it continues it. */
export function addBlocks(
  before: readonly Block[],
  chunk: Chunk,
  blocks: readonly Block[],
): readonly Block[] {
  const last = before.at(-1);
  const [first, ...others] = blocks;
  const joined = last && first && join(chunk.joint, last, first, chunk.afterBlank);
  return joined ? [...before.slice(0, -1), joined, ...others] : [...before, ...blocks];
}

export function addPart(section: Section | undefined, part: Part): Section {
  if (!section) return { parts: [part], blocks: part.blocks };
  return {
    parts: [...section.parts, part],
    blocks: addBlocks(section.blocks, part.chunk, part.blocks),
  };
}

/** The section with every part lexed again that refers to a changed label; itself if none does. */
export function relexSection(
  section: Section,
  changed: ReadonlySet<string>,
  links: Links,
): Section {
  const refers = (part: Part) => part.labels.some((label) => changed.has(label));
  if (!section.parts.some(refers)) return section;
  const relex = (part: Part) => ({ ...part, blocks: lexChunk(part.chunk).blocks(links) });
  const parts = section.parts.map((part) => (refers(part) ? relex(part) : part));
  return parts.reduce<Section | undefined>(addPart, undefined) ?? section;
}
