import type { Block } from './model.ts';

const blocksPerGroup = 16;

/** A run of at most 16 blocks. */
export type BlockGroup = readonly Block[];

function toGroups(blocks: readonly Block[]): BlockGroup[] {
  const count = Math.ceil(blocks.length / blocksPerGroup);
  return Array.from({ length: count }, (_, index) =>
    blocks.slice(index * blocksPerGroup, (index + 1) * blocksPerGroup),
  );
}

const isFull = (group: BlockGroup) => group.length === blocksPerGroup;
const isSame = (one: BlockGroup, other: BlockGroup | undefined) =>
  one.length === other?.length && one.every((block, index) => block === other[index]);

/** Final blocks in groups; a full group stays the same object. */
export class Groups {
  #full: readonly BlockGroup[] = [];
  #others: readonly Block[] = [];

  add(blocks: readonly Block[]): void {
    const groups = toGroups([...this.#others, ...blocks]);
    const full = groups.filter(isFull);
    this.#others = groups.slice(full.length).flat();
    if (full.length > 0) this.#full = [...this.#full, ...full];
  }

  /** Puts all blocks anew; a group of the same blocks as before stays the same object. */
  replace(blocks: readonly Block[]): void {
    const before = this.#full;
    this.#full = [];
    this.#others = [];
    this.add(blocks);
    this.#full = this.#full.map((group, index) => {
      const old = before[index];
      return old && isSame(group, old) ? old : group;
    });
  }

  /** All groups, with blocks after them that are not final. */
  followedBy(blocks: readonly Block[]): readonly BlockGroup[] {
    return [...this.#full, ...toGroups([...this.#others, ...blocks])];
  }
}
