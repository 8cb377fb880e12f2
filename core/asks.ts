import type { PreparedRequest } from './answer-request.ts';
import type { AnswerRun } from './answer-run.ts';
import type { Ask, AskStart } from './asked-turn.ts';
import { hasBefore, newTurnFor, problemWith, turnFor } from './asked-turn.ts';
import type { Asking, WaitingAsk } from './asking.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import { emptyConversation, holdsBack, isRunning, queuedTurn, withTurn } from './conversation.ts';
import type { History, LoadedConversation } from './history.ts';
import type { Outbox } from './outbox.ts';
import type { Ownership } from './ownership.ts';
import type { RefusalReason } from './protocol.ts';
import type { Runs } from './runs.ts';
import type { Viewer, Watches } from './watches.ts';

export interface AskParts {
  readonly history: Pick<History, 'load' | 'keep'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly connection: Pick<Connection, 'isOnline'>;
  readonly ownership: Ownership;
  readonly asking: Asking;
  readonly runs: Runs;
  readonly watches: Watches;
  readonly outbox: Pick<Outbox, 'keep' | 'send'>;
  stop(viewer: Viewer, askId: string): void;
}

/** What is known of a question by the time its conversation has been read. */
interface Circumstances {
  /** Whether its viewer showed the conversation already. */
  readonly isWatching: boolean;
  readonly preparing: Promise<PreparedRequest>;
  readonly waiting: WaitingAsk;
}

/** What gives a question its turn in the conversation and has it answered, or tells why not. */
export function createAsk(parts: AskParts) {
  const { history, clock, ownership, asking, runs, watches, outbox } = parts;

  /** Returns `false`: the question has got no turn. */
  const refuse = (viewer: Viewer, askId: string, reason: RefusalReason) => {
    viewer.send({ type: 'ask-refused', askId, reason });
    return false;
  };

  /**
   * A content script may ask its own turn again, and begin conversations, but add to none: '' is
   * nobody's own.
   */
  const mayContinue = (viewer: Viewer, message: Ask) =>
    ownership.mayTouch(viewer, message.conversationId, 'turnId' in message ? message.turnId : '');

  /** Resolves to whether the question has got its turn. */
  const askLoaded = async (
    viewer: Viewer,
    message: Ask,
    loaded: LoadedConversation,
    { isWatching, preparing, waiting }: Circumstances,
  ) => {
    const { askId, conversationId } = message;
    const refused = (reason: RefusalReason) => refuse(viewer, askId, reason);
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
    const turn = turnFor(message, conversation, now, parts.connection.isOnline());
    if (!turn) return refused('not-allowed');
    ownership.claim(viewer, conversationId, [turn.id, askId]);
    if (turn.answer.state === 'queued') {
      const kept = await history.keep(withTurn(conversation, turn)).then(
        () => true,
        () => refused('not-saved'),
      );
      if (!kept) return false;
      runs.place(conversation, turn);
    }
    if (isRunning(turn)) {
      const run = runs.begin(conversation, turn, preparing);
      if (waiting.stopped) run.stop();
    }
    // Others may have asked in it since this viewer last looked.
    if (exists && !isWatching && watches.watches(viewer, conversationId)) {
      viewer.send({ type: 'conversation-snapshot', conversation: withTurn(conversation, turn) });
    }
    if (turn.answer.state === 'waiting') await outbox.keep(runs.place(conversation, turn), askId);
    return true;
  };

  /** Whether a question may wait for the answer that runs. */
  const mayQueue = (viewer: Viewer, message: AskStart, run: AnswerRun) => {
    if (viewer.privilege === 'content-script') return false;
    const { turns } = run.snapshot();
    const isKnown = turns.some(({ askId }) => askId === message.askId);
    const before = turns.find(({ id }) => id === message.after);
    // An answer that is over and not stored yet still runs for all who watch it.
    return !isKnown && before !== undefined && (before.id === run.turnId || holdsBack(before));
  };

  const enqueue = (message: AskStart, run: AnswerRun) => {
    const { conversationId } = message;
    const turn = queuedTurn(newTurnFor(message, clock.now()));
    run
      .change((conversation) => runs.place(conversation, turn))
      .catch(() => watches.tellUnsaved(conversationId, turn.askId));
  };

  const askInTurn = async (viewer: Viewer, message: Ask, waiting: WaitingAsk): Promise<void> => {
    const { askId, conversationId } = message;
    const isNew = message.type === 'ask-start';
    const problem = isNew ? problemWith(message.question) : undefined;
    if (problem) return void refuse(viewer, askId, problem);
    const isPage = viewer.privilege === 'extension-page';
    const isWatching = !isPage || watches.watches(viewer, conversationId);
    // From now on, so that a viewer that goes elsewhere meanwhile is not called back.
    if (!isWatching) watches.begin(viewer, conversationId);
    // A question right behind another one waits until that has its turn.
    while (isNew && asking.waiting.has(conversationId)) {
      await asking.waiting.get(conversationId)?.over;
    }
    const run = runs.current.get(conversationId);
    const current = asking.waiting.get(conversationId) ?? run;
    // The same question sent twice is asked once.
    if (current?.askId === askId) return;
    if (run && isNew && mayQueue(viewer, message, run)) return enqueue(message, run);
    // A turn that is asked again while it is being answered is asked afresh.
    const restarts = current === run && !isNew && run?.turnId === message.turnId;
    if (current && !(restarts && ownership.mayTouch(viewer, conversationId, message.turnId))) {
      return void refuse(viewer, askId, 'busy');
    }
    const watch = isPage ? undefined : watches.begin(viewer, conversationId, askId);
    const placed = await asking
      .exclusively(conversationId, waiting, async () => {
        run?.stop();
        await run?.over;
        const preparing = runs.prepare(message.model);
        const loaded = await history.load(conversationId);
        return askLoaded(viewer, message, loaded, { isWatching, preparing, waiting });
      })
      .catch(() => refuse(viewer, askId, 'unreadable'));
    if (!placed && watch) watches.end(viewer, watch);
    // What it is to wait for may be answered already, and what waits has waited for it.
    if (!runs.current.has(conversationId)) outbox.send();
  };

  return async (viewer: Viewer, message: Ask): Promise<void> => {
    const waiting: WaitingAsk = { askId: message.askId, viewer, stopped: false };
    asking.asked.add(waiting);
    await askInTurn(viewer, message, waiting);
    asking.asked.delete(waiting);
    if (waiting.stopped) parts.stop(viewer, message.askId);
  };
}
