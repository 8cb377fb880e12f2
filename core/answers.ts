import type { AnswerParts } from './answer-run.ts';
import type { Ask } from './asked-turn.ts';
import { askOfNobody, createAsking } from './asking.ts';
import { createAsk } from './asks.ts';
import type { BranchChanges } from './branch-changes.ts';
import { createBranchChanges } from './branch-changes.ts';
import type { Conversation } from './conversation.ts';
import type { LoadedConversation } from './history.ts';
import { createOutbox } from './outbox.ts';
import { createOwnership } from './ownership.ts';
import type { MissingReason } from './protocol.ts';
import type { ViewWaker } from './runs.ts';
import { createRuns } from './runs.ts';
import { isTemporary } from './temporary.ts';
import { waitingIn } from './waiting-list.ts';
import type { Viewer } from './watches.ts';
import { createWatches } from './watches.ts';

/**
 * The questions that are being answered, and who watches them. A viewer comes and goes; its
 * question is answered to the end.
 */
export interface Answers extends BranchChanges {
  ask(viewer: Viewer, message: Ask): void;
  stop(viewer: Viewer, askId: string): void;
  /** Sends the conversation as it is, then all that happens to it. */
  attach(viewer: Viewer, conversationId: string): void;
  detach(viewer: Viewer): void;
  /** The conversations in which an answer runs. */
  running(): readonly string[];
  onRunning(listener: () => void): void;
  /** The stored conversations in which something runs or is about to. */
  busy(): readonly string[];
  isBusy(conversationId: string): boolean;
  isWatched(conversationId: string): boolean;
  /**
   * Stops what is asked in these conversations, those that come in meanwhile too, and lets nothing
   * be asked there until it is done.
   */
  withoutAsks<Result>(
    conversationIds: () => readonly string[],
    act: () => Promise<Result>,
  ): Promise<Result>;
  /** Tells all who show it of its title. */
  renamed(conversation: Conversation): void;
  /** Tells all who show one of these that it is no more; without ids, all who show any. */
  deleted(conversationIds?: readonly string[]): void;
  /** Resolves once no answer runs. */
  idle(): Promise<void>;
}

/** In milliseconds, where storage could not be read. */
const readAgainAfter = 5000;

export function createAnswers(parts: AnswerParts & ViewWaker): Answers {
  const { history, connection } = parts;
  const ownership = createOwnership();
  const asking = createAsking();
  const { waiting } = asking;
  /** What is temporary ends with the last view of it. */
  const dropIfUnwatched = (conversationId: string) => {
    if (!isTemporary(conversationId) || watches.isWatched(conversationId)) return;
    const run = runs.current.get(conversationId);
    run?.stop();
    void Promise.resolve(run?.over).then(() => {
      if (!watches.isWatched(conversationId)) history.drop(conversationId);
    });
  };
  const watches = createWatches(dropIfUnwatched);
  const runs = createRuns(parts, watches, () => outbox.send());
  const isBusy = (conversationId: string) =>
    waiting.has(conversationId) || runs.current.has(conversationId);
  const outbox = createOutbox({
    ...parts,
    isBusy,
    exclusively: ({ conversationId, askId }, act) =>
      asking.exclusively(conversationId, askOfNobody(askId), async () =>
        act(await history.load(conversationId)),
      ),
    begin: runs.begin,
    failed: () => parts.clock.after(readAgainAfter, outbox.send),
    watches,
  });
  const stop = (viewer: Viewer, askId: string) => {
    const mayStop = (conversationId: string) => ownership.mayTouch(viewer, conversationId, askId);
    const isPage = viewer.privilege === 'extension-page';
    for (const each of asking.asked) {
      if (each.askId === askId && (isPage || each.viewer === viewer)) each.stopped = true;
    }
    const stopRun = () => {
      const run = [...runs.current.values()].find(
        (each) => each.askId === askId && mayStop(each.conversationId),
      );
      run?.stop();
      return run;
    };
    // What waits may be sent at this moment.
    if (!stopRun()) void outbox.withdraw(askId, mayStop).then(stopRun, () => {});
  };
  const shared = { ...parts, ownership, asking, runs, watches, outbox, stop };

  /** Whether this worker was told to delete everything: what is missing since is no loss. */
  let cleared = false;

  const attach = async (viewer: Viewer, conversationId: string) => {
    const watch = watches.begin(viewer, conversationId);
    const loaded = runs.current.has(conversationId)
      ? undefined
      : await history.load(conversationId).catch(() => undefined);
    if (!watches.isCurrent(viewer, watch)) return;
    // An answer may have begun while the conversation was read.
    const run = runs.current.get(conversationId);
    if (run) {
      viewer.send({ type: 'conversation-snapshot', conversation: run.snapshot() });
      watches.follow(viewer, watch, run);
    } else if (loaded?.found === 'conversation') {
      viewer.send({ type: 'conversation-snapshot', conversation: loaded.conversation });
      if (waitingIn(loaded.conversation).length > 0) outbox.send();
      if (!loaded.saved) viewer.send({ type: 'save-failed', conversationId });
    } else {
      const reason = reasonFor(loaded, cleared);
      viewer.send({ type: 'conversation-missing', conversationId, reason });
    }
  };

  const busy = () => [...new Set([...waiting.keys(), ...runs.current.keys()])].filter(isStored);

  const withoutAsks = async <Result>(
    wanted: () => readonly string[],
    act: () => Promise<Result>,
  ) => {
    while (wanted().some(isBusy)) {
      const ending = wanted().flatMap((id) => {
        const held = waiting.get(id);
        const run = runs.current.get(id);
        if (held) held.stopped = true;
        run?.stop();
        return [held?.over, run?.over];
      });
      await Promise.all(ending);
    }
    return asking.holdAll(wanted(), act).finally(outbox.send);
  };

  connection.onOnline(outbox.send);
  outbox.send();

  return {
    ask: createAsk(shared),
    ...createBranchChanges(shared),
    attach,
    stop,
    detach: watches.end,
    running: () => [...runs.current.keys()],
    onRunning: runs.onChange,
    busy,
    isBusy,
    isWatched: watches.isWatched,
    withoutAsks,
    renamed: (conversation) => {
      const { id: conversationId, title } = conversation;
      runs.current.get(conversationId)?.mark(conversation);
      watches.broadcast(conversationId, { type: 'conversation-renamed', conversationId, title });
    },
    deleted: (ids) => {
      cleared ||= !ids;
      for (const conversationId of ids ?? watches.watched().filter(isStored)) {
        const reason = 'deleted';
        watches.broadcast(conversationId, { type: 'conversation-missing', conversationId, reason });
      }
      // A view whose line went to sleep with the worker may show one of them.
      parts.wakeViews();
    },
    idle: async () => {
      while (runs.current.size + waiting.size > 0) {
        await Promise.all([...runs.current.values(), ...waiting.values()].map(({ over }) => over));
      }
    },
  };
}

const isStored = (conversationId: string) => !isTemporary(conversationId);

/** Why there is nothing to show; undefined is a reading that failed. */
function reasonFor(
  loaded: Exclude<LoadedConversation, { found: 'conversation' }> | undefined,
  cleared: boolean,
): MissingReason {
  if (loaded?.found === 'missing' || loaded?.found === 'deleted') {
    return cleared ? 'deleted' : loaded.found;
  }
  return loaded?.why === 'newer-version' ? 'newer-version' : 'unreadable';
}
