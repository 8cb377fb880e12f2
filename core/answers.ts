import { isBlank } from './actions.ts';
import type { AnswerParts, AnswerRun } from './answer-run.ts';
import { startAnswer } from './answer-run.ts';
import type { Conversation, Turn } from './conversation.ts';
import { applyAnswerEvent, emptyConversation, newTurn, retriedTurn } from './conversation.ts';
import type { LoadedConversation } from './history.ts';
import type { Privilege } from './port.ts';
import type { BackgroundMessage, RefusalReason, ViewMessage } from './protocol.ts';

/** The most characters of a question and its quote together. */
const longestQuestion = 2_000_000;

/** Somebody who asks, and watches one conversation at a time. */
export interface Viewer {
  readonly privilege: Privilege;
  send(message: BackgroundMessage): void;
}

type Ask = Extract<ViewMessage, { type: 'ask-start' | 'ask-retry' }>;

/**
 * The questions that are being answered, and who watches them. A viewer comes and goes; its
 * question is answered to the end.
 */
export interface Answers {
  ask(viewer: Viewer, message: Ask): void;
  stop(viewer: Viewer, askId: string): void;
  /** Sends the conversation as it is, then all that happens to it. */
  attach(viewer: Viewer, conversationId: string): void;
  detach(viewer: Viewer): void;
}

interface Watch {
  readonly conversationId: string;
  stopDeltas?: () => void;
}

interface WaitingAsk {
  readonly askId: string;
  readonly viewer: Viewer;
  stopped: boolean;
}

export function createAnswers(parts: AnswerParts): Answers {
  const runs = new Map<string, AnswerRun>();
  const watches = new Map<Viewer, Watch>();
  /** The questions that a viewer asked, by every askId: all that a content script may touch. */
  const own = new WeakMap<Viewer, Set<string>>();
  /** Asks that wait for their conversation to be read, by its id. */
  const asking = new Map<string, WaitingAsk>();
  /** What storage would not take; it is shown and continued from here while the worker lives. */
  const unsaved = new Map<string, Conversation>();
  const recovered = parts.history.recover().catch(() => {});

  const watchersOf = (conversationId: string) =>
    [...watches].filter(([, watch]) => watch.conversationId === conversationId);
  const broadcast = (conversationId: string, message: BackgroundMessage) => {
    for (const [viewer] of watchersOf(conversationId)) viewer.send(message);
  };
  const refuse = (viewer: Viewer, askId: string, reason: RefusalReason) =>
    viewer.send({ type: 'ask-refused', askId, reason });
  const mayTouch = (viewer: Viewer, id: string) =>
    viewer.privilege === 'extension-page' || own.get(viewer)?.has(id) === true;
  /** A content script may ask its own turn again, and begin conversations, but add to none. */
  const mayContinue = (viewer: Viewer, message: Ask) =>
    message.type === 'ask-retry'
      ? mayTouch(viewer, message.turnId)
      : viewer.privilege === 'extension-page';

  const load = async (id: string): Promise<LoadedConversation> => {
    await recovered;
    const kept = unsaved.get(id);
    return kept ? { found: 'conversation', conversation: kept } : parts.history.load(id);
  };

  const detach = (viewer: Viewer) => {
    watches.get(viewer)?.stopDeltas?.();
    watches.delete(viewer);
  };

  const watchAnew = (viewer: Viewer, conversationId: string) => {
    detach(viewer);
    const watch: Watch = { conversationId };
    watches.set(viewer, watch);
    return watch;
  };

  const follow = (viewer: Viewer, watch: Watch, run: AnswerRun) => {
    watch.stopDeltas?.();
    const { askId } = run;
    watch.stopDeltas = run.attach((delta) =>
      viewer.send({ type: 'answer-delta', askId, ...delta }),
    );
  };

  const attach = async (viewer: Viewer, conversationId: string) => {
    const watch = watchAnew(viewer, conversationId);
    const loaded = runs.has(conversationId)
      ? undefined
      : await load(conversationId).catch(() => ({ found: 'unreadable' }) as const);
    if (watches.get(viewer) !== watch) return;
    // An answer may have begun while the conversation was read.
    const run = runs.get(conversationId);
    if (run) {
      viewer.send({ type: 'conversation-snapshot', conversation: run.snapshot() });
      follow(viewer, watch, run);
    } else if (loaded?.found === 'conversation') {
      viewer.send({ type: 'conversation-snapshot', conversation: loaded.conversation });
      if (unsaved.has(conversationId)) viewer.send({ type: 'save-failed', conversationId });
    } else {
      const reason = loaded?.found === 'unreadable' ? 'unreadable' : 'missing';
      viewer.send({ type: 'conversation-missing', conversationId, reason });
    }
  };

  const begin = (viewer: Viewer, conversation: Conversation, turn: Turn) => {
    const conversationId = conversation.id;
    const start = { type: 'answer-start', conversationId, turn } as const;
    const asked = applyAnswerEvent(conversation, start) ?? conversation;
    own.set(viewer, (own.get(viewer) ?? new Set()).add(turn.id).add(turn.askId));
    broadcast(conversationId, start);
    const run = startAnswer(parts, asked, turn, {
      event: (event) => broadcast(conversationId, event),
      saveFailed: () => broadcast(conversationId, { type: 'save-failed', conversationId }),
      ended: (ending, notSaved) => {
        runs.delete(conversationId);
        if (notSaved) unsaved.set(conversationId, notSaved);
        else unsaved.delete(conversationId);
        broadcast(conversationId, ending);
        dismissContentScripts(conversationId);
      },
    });
    runs.set(conversationId, run);
    for (const [watcher, watch] of watchersOf(conversationId)) follow(watcher, watch, run);
  };

  /** What is asked next in a conversation is no business of a page. */
  const dismissContentScripts = (conversationId: string) => {
    for (const [viewer] of watchersOf(conversationId)) {
      if (viewer.privilege === 'content-script') detach(viewer);
    }
  };

  const askLoaded = (viewer: Viewer, message: Ask, loaded: LoadedConversation) => {
    const { askId, conversationId } = message;
    if (loaded.found === 'unreadable') return refuse(viewer, askId, 'unreadable');
    const continues = message.type === 'ask-start' && message.continues;
    if (loaded.found === 'missing' && continues) return refuse(viewer, askId, 'not-saved');
    const now = parts.clock.now();
    const exists = loaded.found === 'conversation';
    if (exists && !mayContinue(viewer, message)) return refuse(viewer, askId, 'not-allowed');
    const conversation = exists ? loaded.conversation : emptyConversation(conversationId, now);
    if (conversation.turns.some((turn) => turn.askId === askId)) return;
    const turn = turnFor(message, conversation, now);
    if (turn) begin(viewer, conversation, turn);
    else refuse(viewer, askId, 'not-allowed');
  };

  const ask = async (viewer: Viewer, message: Ask) => {
    const { askId, conversationId } = message;
    const current = asking.get(conversationId) ?? runs.get(conversationId);
    // The same question sent twice is asked once.
    if (current?.askId === askId) return;
    if (current) return refuse(viewer, askId, 'busy');
    const waiting: WaitingAsk = { askId, viewer, stopped: false };
    asking.set(conversationId, waiting);
    // From now on, so that a viewer that goes elsewhere meanwhile is not called back.
    if (watches.get(viewer)?.conversationId !== conversationId) watchAnew(viewer, conversationId);
    try {
      askLoaded(viewer, message, await load(conversationId));
    } catch {
      refuse(viewer, askId, 'unreadable');
    } finally {
      asking.delete(conversationId);
    }
    if (!runs.has(conversationId)) dismissContentScripts(conversationId);
    else if (waiting.stopped) runs.get(conversationId)?.stop();
  };

  return {
    ask: (viewer, message) => {
      const problem = message.type === 'ask-start' ? problemWith(message.question) : undefined;
      if (problem) refuse(viewer, message.askId, problem);
      else void ask(viewer, message);
    },
    stop: (viewer, askId) => {
      const waiting = [...asking.values()].find((each) => each.askId === askId);
      if (waiting?.viewer === viewer) waiting.stopped = true;
      const run = [...runs.values()].find((each) => each.askId === askId);
      if (run && mayTouch(viewer, askId)) run.stop();
    },
    attach: (viewer, conversationId) => void attach(viewer, conversationId),
    detach,
  };
}

function problemWith(question: Turn['question']): RefusalReason | undefined {
  if (isBlank(question)) return 'blank';
  const length = question.text.length + (question.quote?.length ?? 0);
  return length > longestQuestion ? 'too-large' : undefined;
}

function turnFor(message: Ask, conversation: Conversation, now: number): Turn | undefined {
  if (message.type === 'ask-start') {
    return newTurn(message.askId, message.question, message.model, now);
  }
  const turn = conversation.turns.find(({ id }) => id === message.turnId);
  return turn && retriedTurn(turn, message.askId, message.model, now);
}
