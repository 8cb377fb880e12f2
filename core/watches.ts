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
  stopDeltas?: () => void;
}

/** Who watches which conversation. A viewer watches one at a time. */
export interface Watches {
  /** Whether this is still what the viewer watches. */
  isCurrent(viewer: Viewer, watch: Watch): boolean;
  watches(viewer: Viewer, conversationId: string): boolean;
  /** The conversations that anybody watches. */
  watched(): readonly string[];
  begin(viewer: Viewer, conversationId: string): Watch;
  end(viewer: Viewer): void;
  isWatched(conversationId: string): boolean;
  /** Sends the running answer's deltas from here on. */
  follow(viewer: Viewer, watch: Watch, run: AnswerRun): void;
  followAll(run: AnswerRun): void;
  broadcast(conversationId: string, message: BackgroundMessage): void;
  /** Tells that storage did not take something of a conversation. */
  tellUnsaved(conversationId: string): void;
  /** Tells the extension's pages alone: what is known of a conversation is no business of a page. */
  tellPages(message: BackgroundMessage & { readonly conversationId: string }): void;
  /** What is asked next in a conversation is no business of a page. */
  dismissContentScripts(conversationId: string): void;
}

/** @param left told of a conversation that a viewer watches no longer */
export function createWatches(left: (conversationId: string) => void): Watches {
  const current = new Map<Viewer, Watch>();

  const watchersOf = (conversationId: string) =>
    [...current].filter(([, watch]) => watch.conversationId === conversationId);

  const end = (viewer: Viewer) => {
    const watch = current.get(viewer);
    watch?.stopDeltas?.();
    current.delete(viewer);
    if (watch) left(watch.conversationId);
  };

  const follow = (viewer: Viewer, watch: Watch, run: AnswerRun) => {
    watch.stopDeltas?.();
    const { askId } = run;
    watch.stopDeltas = run.attach((delta) =>
      viewer.send({ type: 'answer-delta', askId, ...delta }),
    );
  };

  const broadcast = (conversationId: string, message: BackgroundMessage) => {
    for (const [viewer] of watchersOf(conversationId)) viewer.send(message);
  };

  return {
    isCurrent: (viewer, watch) => current.get(viewer) === watch,
    watches: (viewer, conversationId) => current.get(viewer)?.conversationId === conversationId,
    watched: () => [...new Set([...current.values()].map((watch) => watch.conversationId))],
    begin: (viewer, conversationId) => {
      const before = current.get(viewer);
      before?.stopDeltas?.();
      const watch: Watch = { conversationId };
      current.set(viewer, watch);
      if (before && before.conversationId !== conversationId) left(before.conversationId);
      return watch;
    },
    end,
    isWatched: (conversationId) => watchersOf(conversationId).length > 0,
    follow,
    followAll: (run) => {
      for (const [viewer, watch] of watchersOf(run.conversationId)) follow(viewer, watch, run);
    },
    broadcast,
    tellUnsaved: (conversationId) =>
      broadcast(conversationId, { type: 'save-failed', conversationId }),
    tellPages: (message) => {
      for (const [viewer] of watchersOf(message.conversationId)) {
        if (viewer.privilege === 'extension-page') viewer.send(message);
      }
    },
    dismissContentScripts: (conversationId) => {
      for (const [viewer] of watchersOf(conversationId)) {
        if (viewer.privilege === 'content-script') end(viewer);
      }
    },
  };
}
