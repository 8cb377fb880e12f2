import type { Viewer } from './watches.ts';

/** What was asked by whom: all that a content script may touch. */
export interface Ownership {
  /** A viewer has asked these in a conversation: the ids of a turn and of its question. */
  claim(viewer: Viewer, conversationId: string, ids: readonly string[]): void;
  mayTouch(viewer: Viewer, conversationId: string, id: string): boolean;
}

export function createOwnership(): Ownership {
  const owned = new WeakMap<Viewer, Set<string>>();
  // An id counts only where it was used: a view makes up its ids, and could call its own things
  // by those of others.
  const within = (conversationId: string, id: string) => JSON.stringify([conversationId, id]);
  return {
    claim: (viewer, conversationId, ids) => {
      const own = owned.get(viewer) ?? new Set();
      for (const id of ids) own.add(within(conversationId, id));
      owned.set(viewer, own);
    },
    mayTouch: (viewer, conversationId, id) =>
      viewer.privilege === 'extension-page' ||
      owned.get(viewer)?.has(within(conversationId, id)) === true,
  };
}
