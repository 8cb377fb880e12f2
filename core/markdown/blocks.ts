import { type Chunk, createChunker } from './chunks.ts';
import { type BlockGroup, Groups } from './groups.ts';
import { labelsIn } from './labels.ts';
import { type Links, mergeLinks } from './lexer.ts';
import { hasMostDefinitions } from './limits.ts';
import { createLineEndReader } from './line-ends.ts';
import { addBlocks, lexChunk, Section } from './sections.ts';

export interface BlockStream {
  /**
   * Takes what is new of the text.
   *
   * @returns The blocks of all of it in groups of 16. A settled block, and a full group of them, stays the
   *   same object in every later answer, unless a link definition arrives that it refers to.
   */
  append(text: string): readonly BlockGroup[];
}

/**
 * Markdown → blocks while it arrives: what is settled is never lexed again, and the result is
 * the same however the text was cut.
 */
export function createBlockStream(): BlockStream {
  const readLines = createLineEndReader();
  const chunker = createChunker();
  const groups = new Groups();
  const finished: Section[] = [];
  /** The last section, which the next chunk may continue. */
  let last: Section | undefined;
  let shown: readonly BlockGroup[] = [];
  /** The settled definitions, of which the first of a label counts. */
  let definitions = mergeLinks();
  /** What all blocks were lexed with: the settled definitions and those of the open chunk. */
  let links = definitions;

  const isJoined = (chunk: Chunk) => last?.isContinuedBy(chunk) ?? false;

  function settle(chunk: Chunk): void {
    const joined = isJoined(chunk);
    const lexed = lexChunk(chunk, joined);
    definitions = addDefinitions(definitions, lexed.definitions);
    const labels = labelsIn(chunk.source);
    const part = { chunk, joined, labels, blocks: lexed.blocks(links) };
    if (last && chunk.joint === 'new') {
      finished.push(last);
      groups.add(last.blocks);
      last = undefined;
    }
    last ??= new Section();
    last.add(part);
  }

  /** Lexes again the settled chunks, and only those, that refer to a definition that changed. */
  function changeLinks(current: Links): void {
    const labels = Object.keys(mergeLinks(links, current));
    const changed = new Set(labels.filter((label) => links[label]?.href !== current[label]?.href));
    links = current;
    const relexed = finished.filter((section) => section.relex(changed, links));
    if (relexed.length > 0) groups.replace(finished.flatMap(({ blocks }) => blocks));
    last?.relex(changed, links);
  }

  return {
    append(text) {
      const fresh = readLines(text);
      if (fresh === '') return shown;
      for (const chunk of chunker.append(fresh)) settle(chunk);
      const open = chunker.open();
      const lexed = lexChunk(open, isJoined(open));
      const current = addDefinitions(definitions, lexed.definitions);
      if (current !== links) changeLinks(current);
      const part = { chunk: open, blocks: lexed.blocks(links) };
      shown = groups.followedBy(addBlocks(last?.blocks ?? [], [part]));
      return shown;
    },
  };
}

/** The first definition of a label counts. */
function addDefinitions(definitions: Links, further: Links): Links {
  if (Object.keys(further).length === 0 || hasMostDefinitions(definitions)) return definitions;
  return mergeLinks(further, definitions);
}
