import type { Answers } from './answers.ts';
import type { Clock } from './clock.ts';
import type { Mark } from './conversation-marks.ts';
import { assertNever } from './guards.ts';
import type { History } from './history.ts';
import type { HistoryFailure, ViewMessage } from './protocol.ts';
import type { Viewer } from './watches.ts';

/** What a view wants done with the list of conversations. */
type HistoryRequest = Extract<
  ViewMessage,
  { type: `history-${string}` | `conversation-${string}` | `conversations-${string}` }
>;

type ImportRequest = Extract<ViewMessage, { type: 'history-import' }>;

export interface HistoryRequests {
  receive(view: Viewer, request: HistoryRequest): void;
  /** The view is gone. */
  forget(view: Viewer): void;
}

interface HistoryRequestParts {
  readonly history: History;
  readonly answers: Answers;
  readonly clock: Clock;
  /** Something was deleted, or brought back. */
  deletionsChanged(): void;
}

/** Does with the list what views ask for, and tells those that show it which answers run. */
export function createHistoryRequests(parts: HistoryRequestParts): HistoryRequests {
  const { history, answers } = parts;
  const watching = new Set<Viewer>();

  const sendRunning = (view: Viewer) =>
    view.send({ type: 'history-running', conversationIds: answers.running() });
  answers.onRunning(() => {
    for (const view of watching) sendRunning(view);
  });

  /** Tells the view where `act` fails, or says why it could do nothing. */
  const attempt = async (view: Viewer, act: () => Promise<HistoryFailure | undefined>) => {
    const reason = await act().catch(() => 'not-saved' as const);
    if (reason) view.send({ type: 'history-failed', reason });
  };

  const mark = (view: Viewer, id: string, said: Mark) =>
    attempt(view, async () => {
      const marked = await history.mark(id, said);
      if (!marked) return 'not-there';
      if (said.kind === 'title') answers.renamed(marked);
      return undefined;
    });

  const remove = (view: Viewer, ids: readonly string[]) =>
    attempt(view, async () => {
      await answers.withoutAsks(
        () => ids,
        () => history.remove(ids, parts.clock.now()),
      );
      answers.deleted(ids);
      parts.deletionsChanged();
      return undefined;
    });

  const restore = (view: Viewer, ids: readonly string[]) =>
    attempt(view, async () => {
      // With it come questions that wait for a connection.
      const restored = await answers.withoutAsks(
        // One that is asked already was brought back before.
        () => ids.filter((id) => !answers.isBusy(id)),
        () => history.restore(ids),
      );
      parts.deletionsChanged();
      return restored ? undefined : 'not-there';
    });

  const clear = (view: Viewer) =>
    attempt(view, async () => {
      await answers
        .withoutAsks(answers.busy, () => {
          // First, so that what its views store as they leave goes, too.
          answers.deleted();
          return history.eraseEverything();
        })
        // What storage did not let go of is tried again.
        .finally(parts.deletionsChanged);
      view.send({ type: 'history-cleared' });
      return undefined;
    });

  const bringIn = async (view: Viewer, { importId, conversations }: ImportRequest) => {
    const added = await history.bringIn(conversations).catch(() => 'failed' as const);
    view.send({ type: 'history-imported', importId, added });
  };

  const rebuild = async (view: Viewer) => {
    const list = await history.rebuildList().catch(() => 'failed' as const);
    view.send({ type: 'history-rebuilt', list });
  };

  return {
    receive: (view, request) => {
      switch (request.type) {
        case 'conversation-mark':
          return void mark(view, request.conversationId, request.mark);
        case 'conversations-delete':
          return void remove(view, request.conversationIds);
        case 'conversations-restore':
          return void restore(view, request.conversationIds);
        case 'history-clear':
          return void clear(view);
        case 'history-rebuild':
          return void rebuild(view);
        case 'history-import':
          return void bringIn(view, request);
        case 'history-watch':
          if (!request.watches) return void watching.delete(view);
          watching.add(view);
          return sendRunning(view);
        default:
          return assertNever(request);
      }
    },
    forget: (view) => void watching.delete(view),
  };
}
