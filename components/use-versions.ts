import { useRef } from 'preact/hooks';
import { versionsIn } from '../core/branches.ts';
import type { Turn } from '../core/conversation.ts';

/** The versions of the turns that have several; the same value while only texts change. */
export function useVersions(turns: readonly Turn[]) {
  const kept = useRef<Tree>(undefined);
  if (!kept.current || !isSameTree(kept.current.turns, turns)) {
    kept.current = { turns, versions: versionsIn({ turns }) };
  }
  return kept.current.versions;
}

interface Tree {
  readonly turns: readonly Turn[];
  readonly versions: ReturnType<typeof versionsIn>;
}

const isSameTree = (before: readonly Turn[], now: readonly Turn[]) =>
  before.length === now.length &&
  now.every(({ id, after }, index) => before[index]?.id === id && before[index]?.after === after);
