import type { Viewer } from './watches.ts';

/** What a conversation is held for: a question that waits for it to be read, or a change of it. */
export interface WaitingAsk {
  /** '' for what is no question. */
  readonly askId: string;
  /** Not there for what nobody waits for. */
  readonly viewer?: Viewer;
  stopped: boolean;
  /** Settles when it waits no longer. */
  over?: Promise<void>;
}

/** What no viewer waits for; without an id it is no question, and just holds the conversation. */
export const askOfNobody = (askId = ''): WaitingAsk => ({
  askId,
  stopped: false,
});

/** Sees to it that one thing at a time is asked, or changed, in a conversation. */
export interface Asking {
  /** What was asked and has no turn yet. */
  readonly asked: Set<WaitingAsk>;
  /** By the conversation's id. */
  readonly waiting: ReadonlyMap<string, WaitingAsk>;
  /** Lets nothing else be asked in a conversation meanwhile. */
  exclusively<Result>(
    conversationId: string,
    waiting: WaitingAsk,
    act: () => Promise<Result>,
  ): Promise<Result>;
  /** Lets nothing be asked in any of these until it is done. */
  holdAll<Result>(conversationIds: readonly string[], act: () => Promise<Result>): Promise<Result>;
}

export function createAsking(): Asking {
  const current = new Map<string, WaitingAsk>();

  const hold = async <Result>(
    holds: ReadonlyMap<string, WaitingAsk>,
    act: () => Promise<Result>,
  ): Promise<Result> => {
    for (const [id, waiting] of holds) current.set(id, waiting);
    try {
      const acting = act();
      const over = acting.then(
        () => {},
        () => {},
      );
      for (const waiting of holds.values()) waiting.over = over;
      return await acting;
    } finally {
      for (const id of holds.keys()) current.delete(id);
    }
  };

  return {
    asked: new Set(),
    waiting: current,
    exclusively: (conversationId, waiting, act) => hold(new Map([[conversationId, waiting]]), act),
    holdAll: (ids, act) => hold(new Map(ids.map((id) => [id, askOfNobody()])), act),
  };
}
