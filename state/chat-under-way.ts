import type { Conversation, Turn } from '../core/conversation.ts';

interface Asked {
  readonly conversationId: string;
  readonly turn: Turn;
  /** The line was lost since: it may never have arrived. */
  doubtful: boolean;
}

export type UnderWay = ReturnType<typeof createUnderWay>;

/**
 * The turns that were asked here and that the background has not yet shown to have got, whatever
 * is on screen by now. Over a line that holds it places or refuses each of them.
 */
export function createUnderWay() {
  /** By the id of the turn, in the order in which they were asked. */
  const asked = new Map<string, Asked>();

  return {
    add: (conversationId: string, turn: Turn) => {
      asked.delete(turn.id);
      asked.set(turn.id, { conversationId, turn, doubtful: false });
    },
    has: (turnId: string) => asked.has(turnId),
    isDoubtful: (turnId: string) => asked.get(turnId)?.doubtful === true,
    isIn: (conversationId: string) =>
      [...asked.values()].some((each) => each.conversationId === conversationId),
    lineLost: () => {
      for (const each of asked.values()) each.doubtful = true;
    },
    /** The background has got this turn. */
    arrived: ({ id, askId }: Turn) => {
      if (asked.get(id)?.turn.askId === askId) asked.delete(id);
    },
    /** Takes what was refused, and what was asked after it: that will be refused for the lack of it. */
    takeRefused: (askId: string): readonly Asked[] => {
      const refused: Asked[] = [];
      const gone = new Set<string | undefined>();
      for (const each of asked.values()) {
        const { id, askId: ownAskId, after } = each.turn;
        if (ownAskId !== askId && !gone.has(after)) continue;
        refused.push(each);
        // A turn that was to be asked again is still there.
        if (id === ownAskId) gone.add(id);
        asked.delete(id);
      }
      return refused;
    },
    /**
     * Takes what can only be in what the background has of a conversation; returns the questions
     * that are not. What was sent since the line was lost may still arrive.
     */
    takeMissing: ({ id, turns }: Pick<Conversation, 'id' | 'turns'>): readonly Turn[] => {
      const known = new Map(turns.map((turn) => [turn.id, turn.askId]));
      const settled = [...asked.values()].filter(
        ({ conversationId, turn, doubtful }) =>
          conversationId === id && (doubtful || known.get(turn.id) === turn.askId),
      );
      for (const { turn } of settled) asked.delete(turn.id);
      return settled.map(({ turn }) => turn).filter((turn) => !known.has(turn.id));
    },
  };
}
