import type { AnswerRun } from './answer-run.ts';
import type { Privilege } from './port.ts';
import type { BackgroundMessage } from './protocol.ts';

/** Somebody who asks, and watches one conversation at a time. */
export interface Viewer {
  readonly privilege: Privilege;
  send(message: BackgroundMessage): void;
}

/** One viewer's watch of one conversation; another one begins with each conversation shown. */
interface Watch {
  readonly conversationId: string;
  /** What a content script asked: it hears of nothing else. */
  readonly askId: string | undefined;
  stopDeltas?: () => void;
}

/** Who watches which conversation. A viewer watches one at a time. */
export interface Watches {
  /** Whether this is still what the viewer watches. */
  isCurrent(viewer: Viewer, watch: Watch): boolean;
  watches(viewer: Viewer, conversationId: string): boolean;
  /** The conversations that anybody watches. */
  watched(): readonly string[];
  /** @param askId The question that a content script asks. */
  begin(viewer: Viewer, conversationId: string, askId?: string): Watch;
  /** Ends this watch, or any, of the viewer. */
  end(viewer: Viewer, watch?: Watch): void;
  /** Whether a page of the extension shows it. */
  isWatched(conversationId: string): boolean;
  /** Sends the running answer's deltas from here on. */
  follow(viewer: Viewer, watch: Watch, run: AnswerRun): void;
  followAll(run: AnswerRun): void;
  /**
   * Sends to the extension's pages, and what is about a question to the content script that asked
   * it: all else of a conversation is no business of a page.
   */
  broadcast(conversationId: string, message: BackgroundMessage, askId?: string): void;
  /** Tells that storage did not take something of a conversation, or of a question there. */
  tellUnsaved(conversationId: string, askId?: string): void;
}

/** @param left told of a conversation that a viewer watches no longer */
export function createWatches(left: (conversationId: string) => void): Watches {
  const current = new Map<Viewer, Watch>();

  const watchersOf = (conversationId: string, askId?: string) =>
    [...current].filter(
      ([{ privilege }, watch]) =>
        watch.conversationId === conversationId &&
        (privilege === 'extension-page' || watch.askId === askId),
    );

  const end = (viewer: Viewer, watch = current.get(viewer)) => {
    if (!watch || watch !== current.get(viewer)) return;
    watch.stopDeltas?.();
    current.delete(viewer);
    left(watch.conversationId);
  };

  const follow = (viewer: Viewer, watch: Watch, run: AnswerRun) => {
    watch.stopDeltas?.();
    const { askId } = run;
    watch.stopDeltas = run.attach((delta) =>
      viewer.send({ type: 'answer-delta', askId, ...delta }),
    );
  };

  const broadcast: Watches['broadcast'] = (conversationId, message, askId = askIdOf(message)) => {
    for (const [viewer] of watchersOf(conversationId, askId)) viewer.send(message);
  };

  return {
    isCurrent: (viewer, watch) => current.get(viewer) === watch,
    watches: (viewer, conversationId) => current.get(viewer)?.conversationId === conversationId,
    watched: () => [...new Set([...current.values()].map((watch) => watch.conversationId))],
    begin: (viewer, conversationId, askId) => {
      const before = current.get(viewer);
      before?.stopDeltas?.();
      const watch: Watch = { conversationId, askId };
      current.set(viewer, watch);
      if (before && before.conversationId !== conversationId) left(before.conversationId);
      return watch;
    },
    end,
    isWatched: (conversationId) => watchersOf(conversationId).length > 0,
    follow,
    followAll: (run) => {
      for (const [viewer, watch] of watchersOf(run.conversationId, run.askId)) {
        follow(viewer, watch, run);
      }
    },
    broadcast,
    tellUnsaved: (conversationId, askId) =>
      broadcast(conversationId, { type: 'save-failed', conversationId }, askId),
  };
}

/** The question that a message is about. */
function askIdOf(message: BackgroundMessage): string | undefined {
  if (message.type === 'answer-start') return message.turn.askId;
  return 'askId' in message ? message.askId : undefined;
}
