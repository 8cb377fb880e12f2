import type { AnswerListener, AnswerParts, AnswerRun, PreparedRequest } from './answer-run.ts';
import { prepareRequest, startAnswer } from './answer-run.ts';
import type { Ask, AskStart } from './asked-turn.ts';
import { hasBefore, newTurnFor, problemWith, turnFor } from './asked-turn.ts';
import type { BranchEvent } from './branches.ts';
import { applyBranchEvent, newestEnd } from './branches.ts';
import type { Conversation, Turn } from './conversation.ts';
import {
  applyAnswerEvent,
  emptyConversation,
  holdsBack,
  isRunning,
  queuedTurn,
} from './conversation.ts';
import type { LoadedConversation } from './history.ts';
import { createOutbox } from './outbox.ts';
import { createOwnership } from './ownership.ts';
import type { MissingReason, RefusalReason } from './protocol.ts';
import { isTemporary } from './temporary.ts';
import { waitingIn } from './waiting-list.ts';
import type { Viewer } from './watches.ts';
import { createWatches } from './watches.ts';

/**
 * The questions that are being answered, and who watches them. A viewer comes and goes; its
 * question is answered to the end.
 */
export interface Answers {
  ask(viewer: Viewer, message: Ask): void;
  stop(viewer: Viewer, askId: string): void;
  /** Shows the newest branch that leads through a version of a turn. */
  show(conversationId: string, turnId: string): void;
  /** Takes a turn away; an answer that runs in it is stopped first. */
  deleteTurn(conversationId: string, turnId: string): void;
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
  withoutAsks(conversationIds: () => readonly string[], act: () => Promise<void>): Promise<void>;
  /** Tells all who show it of its title. */
  renamed(conversation: Conversation): void;
  /** Tells all who show one of these that it is no more; without ids, all who show any. */
  deleted(conversationIds?: readonly string[]): void;
  /** Resolves once no answer runs. */
  idle(): Promise<void>;
}

/** Tells views whose port went to sleep with the worker to connect again. */
export interface ViewWaker {
  wakeViews(): void;
}

interface WaitingAsk {
  readonly askId: string;
  /** Undefined for a question that is sent because the browser is online again. */
  readonly viewer: Viewer | undefined;
  stopped: boolean;
  /** Settles when it waits no longer. */
  over?: Promise<void>;
}

/** What no viewer waits for; without an id it is no question, and just holds the conversation. */
const askOfNobody = (askId = ''): WaitingAsk => ({ askId, viewer: undefined, stopped: false });

/** What is known of a question by the time its conversation has been read. */
interface Circumstances {
  /** Whether its viewer showed the conversation already. */
  readonly isWatching: boolean;
  readonly preparing: Promise<PreparedRequest>;
  readonly waiting: WaitingAsk;
}

export function createAnswers(parts: AnswerParts & ViewWaker): Answers {
  const { history, connection, clock } = parts;
  const runs = new Map<string, AnswerRun>();
  const runningListeners: (() => void)[] = [];
  const watches = createWatches((conversationId) => dropIfUnwatched(conversationId));
  const { claim, mayTouch } = createOwnership();
  /** Asks that wait for their conversation to be read, by its id. */
  const asking = new Map<string, WaitingAsk>();

  const refuse = (viewer: Viewer, askId: string, reason: RefusalReason) =>
    viewer.send({ type: 'ask-refused', askId, reason });
  /** A content script may ask its own turn again, and begin conversations, but add to none. */
  const mayContinue = (viewer: Viewer, message: Ask) =>
    message.type === 'ask-retry'
      ? mayTouch(viewer, message.conversationId, message.turnId)
      : viewer.privilege === 'extension-page';

  const attach = async (viewer: Viewer, conversationId: string) => {
    const watch = watches.begin(viewer, conversationId);
    const loaded = runs.has(conversationId)
      ? undefined
      : await history.load(conversationId).catch(() => undefined);
    if (!watches.isCurrent(viewer, watch)) return;
    // An answer may have begun while the conversation was read.
    const run = runs.get(conversationId);
    if (run) {
      viewer.send({ type: 'conversation-snapshot', conversation: run.snapshot() });
      watches.follow(viewer, watch, run);
    } else if (loaded?.found === 'conversation') {
      viewer.send({ type: 'conversation-snapshot', conversation: loaded.conversation });
      if (waitingIn(loaded.conversation).length > 0) sendWaiting();
      if (!loaded.saved) viewer.send({ type: 'save-failed', conversationId });
    } else {
      viewer.send({ type: 'conversation-missing', conversationId, reason: reasonFor(loaded) });
    }
  };

  const prepare = (model: string) => {
    const preparing = prepareRequest(parts, model);
    // Who waits for it is told.
    preparing.catch(() => {});
    return preparing;
  };

  /** Puts a turn into its conversation, for everybody to see. */
  const place = (conversation: Conversation, turn: Turn): Conversation => {
    const start = startOf(conversation.id, turn);
    watches.broadcast(conversation.id, start);
    // A view whose line went to sleep with the worker may show this conversation.
    parts.wakeViews();
    return withTurn(conversation, turn);
  };

  const begin = (conversation: Conversation, turn: Turn, preparing = prepare(turn.model)) => {
    const conversationId = conversation.id;
    const listener: AnswerListener = {
      event: (event) => watches.broadcast(conversationId, event),
      saveFailed: () => watches.broadcast(conversationId, { type: 'save-failed', conversationId }),
      ended: (ending) => {
        runs.delete(conversationId);
        runningChanged();
        watches.broadcast(conversationId, ending);
        if (!asking.has(conversationId)) watches.dismissContentScripts(conversationId);
        sendWaiting();
      },
    };
    const run = startAnswer(parts, place(conversation, turn), turn, listener, preparing);
    runs.set(conversationId, run);
    runningChanged();
    watches.followAll(run);
    return run;
  };
  const runningChanged = () => {
    for (const listener of runningListeners) listener();
  };

  /** Lets nothing else be asked in a conversation meanwhile. */
  const exclusively = async <Result>(
    conversationId: string,
    waiting: WaitingAsk,
    act: () => Promise<Result>,
  ): Promise<Result> => {
    asking.set(conversationId, waiting);
    const acting = act();
    waiting.over = acting.then(
      () => {},
      () => {},
    );
    try {
      return await acting;
    } finally {
      asking.delete(conversationId);
    }
  };

  const isBusy = (conversationId: string) => asking.has(conversationId) || runs.has(conversationId);
  const busy = () => [...new Set([...asking.keys(), ...runs.keys()])].filter(isStored);

  const withoutAsks = async (wanted: () => readonly string[], act: () => Promise<void>) => {
    for (let left = wanted().filter(isBusy); left.length > 0; left = wanted().filter(isBusy)) {
      for (const id of left) {
        const waiting = asking.get(id);
        if (waiting) waiting.stopped = true;
        runs.get(id)?.stop();
      }
      await Promise.all(left.flatMap((id) => [asking.get(id)?.over, runs.get(id)?.over]));
    }
    const ids = wanted();
    const acting = act();
    const over = acting.catch(() => {});
    for (const id of ids) asking.set(id, { ...askOfNobody(), over });
    await acting.finally(() => {
      for (const id of ids) asking.delete(id);
    });
  };

  const outbox = createOutbox({
    ...parts,
    isBusy,
    exclusively: ({ conversationId, askId }, act) =>
      exclusively(conversationId, askOfNobody(askId), async () =>
        act(await history.load(conversationId)),
      ),
    begin: (conversation, turn) => void begin(conversation, turn),
    broadcast: watches.broadcast,
  });
  const sendWaiting = () => void outbox.send().catch(() => {});

  /** Resolves to whether the question has got its turn. */
  const askLoaded = async (
    viewer: Viewer,
    message: Ask,
    loaded: LoadedConversation,
    { isWatching, preparing, waiting }: Circumstances,
  ) => {
    const { askId, conversationId } = message;
    const refused = (reason: RefusalReason) => {
      refuse(viewer, askId, reason);
      return false;
    };
    if (loaded.found === 'unreadable') return refused('unreadable');
    if (loaded.found === 'deleted') return refused('not-saved');
    const now = clock.now();
    const exists = loaded.found === 'conversation';
    if (exists && !mayContinue(viewer, message)) return refused('not-allowed');
    const conversation = exists ? loaded.conversation : emptyConversation(conversationId, now);
    if (message.type === 'ask-start' && !hasBefore(message, conversation)) {
      return refused('not-saved');
    }
    if (conversation.turns.some((turn) => turn.askId === askId)) return false;
    const turn = turnFor(message, conversation, now, connection.isOnline());
    if (!turn) return refused('not-allowed');
    claim(viewer, conversationId, [turn.id, askId]);
    // Others may have asked in it since this viewer last looked.
    const joins = exists && !isWatching;
    if (turn.answer.state === 'queued') {
      const kept = await history.keep(withTurn(conversation, turn)).then(
        () => true,
        () => refused('not-saved'),
      );
      if (!kept) return false;
      place(conversation, turn);
    }
    if (isRunning(turn)) {
      const run = begin(conversation, turn, preparing);
      if (waiting.stopped) run.stop();
    }
    if (joins)
      viewer.send({ type: 'conversation-snapshot', conversation: withTurn(conversation, turn) });
    if (turn.answer.state === 'waiting') await outbox.keep(place(conversation, turn), askId);
    return true;
  };

  /** Whether a question may wait for the answer that runs. */
  const mayQueue = (viewer: Viewer, message: Ask, run: AnswerRun | undefined) => {
    if (!run || message.type !== 'ask-start' || viewer.privilege === 'content-script') return false;
    const { turns } = run.snapshot();
    const isNew = !turns.some(({ askId }) => askId === message.askId);
    return isNew && turns.some((turn) => turn.id === message.after && holdsBack(turn));
  };

  const enqueue = (message: AskStart, run: AnswerRun) => {
    const { conversationId } = message;
    const turn = queuedTurn(newTurnFor(message, clock.now()));
    run
      .change((conversation) => place(conversation, turn))
      .catch(() => watches.broadcast(conversationId, { type: 'save-failed', conversationId }));
  };

  const ask = async (viewer: Viewer, message: Ask) => {
    const { askId, conversationId } = message;
    // A question right behind another one waits until that has its turn.
    while (message.type === 'ask-start' && asking.has(conversationId)) {
      await asking.get(conversationId)?.over;
    }
    const run = runs.get(conversationId);
    const current = asking.get(conversationId) ?? run;
    // The same question sent twice is asked once.
    if (current?.askId === askId) return;
    if (run && message.type === 'ask-start' && mayQueue(viewer, message, run)) {
      return enqueue(message, run);
    }
    // A turn that is asked again while it is being answered is asked afresh.
    const restarts =
      current === run && message.type === 'ask-retry' && run?.turnId === message.turnId;
    if (current && !(restarts && mayTouch(viewer, conversationId, message.turnId))) {
      return refuse(viewer, askId, 'busy');
    }
    // From now on, so that a viewer that goes elsewhere meanwhile is not called back.
    const isWatching =
      watches.watches(viewer, conversationId) || viewer.privilege === 'content-script';
    if (!watches.watches(viewer, conversationId)) watches.begin(viewer, conversationId);
    const waiting: WaitingAsk = { askId, viewer, stopped: false };
    const placed = await exclusively(conversationId, waiting, async () => {
      run?.stop();
      await run?.over;
      const preparing = prepare(message.model);
      const loaded = await history.load(conversationId);
      return askLoaded(viewer, message, loaded, { isWatching, preparing, waiting });
    }).catch(() => refuse(viewer, askId, 'unreadable'));
    // What it is to wait for may be answered already.
    if (placed && !runs.has(conversationId)) sendWaiting();
    if (!placed) watches.dismissContentScripts(conversationId);
    else if (waiting.stopped && !runs.has(conversationId)) await outbox.withdraw(askId, () => true);
  };

  /** Stores what became of a conversation, and tells all who watch it. */
  const change = async (
    conversationId: string,
    eventFor: (conversation: Conversation) => BranchEvent,
  ) => {
    const tell = (event: BranchEvent) => watches.broadcast(conversationId, event);
    while (asking.has(conversationId)) await asking.get(conversationId)?.over;
    const run = runs.get(conversationId);
    const changing = run
      ? run.change((conversation) => {
          const event = eventFor(conversation);
          tell(event);
          return applyBranchEvent(conversation, event);
        })
      : exclusively(conversationId, askOfNobody(), async () => {
          const loaded = await history.load(conversationId);
          if (loaded.found !== 'conversation') return;
          const event = eventFor(loaded.conversation);
          await history.keep(applyBranchEvent(loaded.conversation, event));
          tell(event);
        });
    await changing.catch(() =>
      watches.broadcast(conversationId, { type: 'save-failed', conversationId }),
    );
    sendWaiting();
  };

  const deleteTurn = async (conversationId: string, turnId: string) => {
    const event = { type: 'turn-deleted', conversationId, turnId } as const;
    while (asking.has(conversationId)) await asking.get(conversationId)?.over;
    const run = runs.get(conversationId);
    const left = run && applyBranchEvent(run.snapshot(), event).turns;
    // With a version goes what was asked after it, and that may be what runs.
    if (left && !left.some(({ id }) => id === run.turnId)) {
      run.stop();
      await run.over;
    }
    await change(conversationId, () => event);
  };

  /** What is temporary ends with the last view of it. */
  const dropIfUnwatched = (conversationId: string) => {
    if (!isTemporary(conversationId) || watches.isWatched(conversationId)) return;
    const run = runs.get(conversationId);
    run?.stop();
    void Promise.resolve(run?.over).then(() => {
      if (!watches.isWatched(conversationId)) history.drop(conversationId);
    });
  };

  connection.onOnline(sendWaiting);
  sendWaiting();

  return {
    ask: (viewer, message) => {
      const problem = message.type === 'ask-start' ? problemWith(message.question) : undefined;
      if (problem) refuse(viewer, message.askId, problem);
      else void ask(viewer, message);
    },
    stop: (viewer, askId) => {
      const mayStop = (conversationId: string) => mayTouch(viewer, conversationId, askId);
      for (const waiting of asking.values()) {
        if (waiting.askId === askId && waiting.viewer === viewer) waiting.stopped = true;
      }
      const run = [...runs.values()].find(
        (each) => each.askId === askId && mayStop(each.conversationId),
      );
      if (run) run.stop();
      else void outbox.withdraw(askId, mayStop).catch(() => {});
    },
    show: (conversationId, turnId) =>
      void change(conversationId, (conversation) => ({
        type: 'branch-shown',
        conversationId,
        head: newestEnd(conversation, turnId),
      })),
    deleteTurn: (conversationId, turnId) => void deleteTurn(conversationId, turnId),
    attach: (viewer, conversationId) => void attach(viewer, conversationId),
    detach: watches.end,
    running: () => [...runs.keys()],
    onRunning: (listener) => void runningListeners.push(listener),
    busy,
    isBusy,
    isWatched: watches.isWatched,
    withoutAsks,
    renamed: (conversation) => {
      const { id: conversationId, title } = conversation;
      runs.get(conversationId)?.mark(conversation);
      watches.tellPages({ type: 'conversation-renamed', conversationId, title });
    },
    deleted: (ids = watches.watched().filter(isStored)) => {
      for (const conversationId of ids) {
        watches.tellPages({ type: 'conversation-missing', conversationId, reason: 'deleted' });
      }
      // A view whose line went to sleep with the worker may show one of them.
      parts.wakeViews();
    },
    idle: async () => {
      while (runs.size + asking.size > 0) {
        await Promise.all([...runs.values(), ...asking.values()].map(({ over }) => over));
      }
    },
  };
}

const isStored = (conversationId: string) => !isTemporary(conversationId);

const startOf = (conversationId: string, turn: Turn) =>
  ({ type: 'answer-start', conversationId, turn }) as const;

const withTurn = (conversation: Conversation, turn: Turn) =>
  applyAnswerEvent(conversation, startOf(conversation.id, turn)) ?? conversation;

/** Why there is nothing to show; undefined is a reading that failed. */
function reasonFor(
  loaded: Exclude<LoadedConversation, { found: 'conversation' }> | undefined,
): MissingReason {
  if (loaded?.found === 'missing' || loaded?.found === 'deleted') return loaded.found;
  return loaded?.why === 'newer-version' ? 'newer-version' : 'unreadable';
}
