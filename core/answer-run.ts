import { isLoopback } from './address.ts';
import type { PreparedRequest, RequestParts } from './answer-request.ts';
import { streamAnswer } from './answer-stream.ts';
import { createCheckpoints } from './checkpoints.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { AnswerEvent, Conversation, Turn } from './conversation.ts';
import { withEvent } from './conversation.ts';
import { withMarksOf } from './conversation-marks.ts';
import { AskFailure, toAskError } from './errors.ts';
import type { Delta } from './fan-out.ts';
import { createFanOut } from './fan-out.ts';
import type { HistoryWithTemporary } from './temporary.ts';

/** What an answer needs of its surroundings. */
export interface AnswerParts extends RequestParts {
  readonly history: HistoryWithTemporary;
  readonly clock: Clock;
  readonly connection: Connection;
  /** Keeps the worker alive until the returned function is called. */
  holdAwake(): () => void;
}

/** In milliseconds, where storage did not take the end: it is tried once more. */
const saveAgainAfter = 5000;

export interface AnswerRun {
  readonly askId: string;
  readonly turnId: string;
  readonly conversationId: string;
  /** The conversation with all the text there is. */
  snapshot(): Conversation;
  /** Receives the deltas from here on; what there is already is in the snapshot. */
  attach(receive: (delta: Delta) => void): () => void;
  /** Changes what is not its own answer, and stores that. Rejects where storage does not take it. */
  change(change: (conversation: Conversation) => Conversation): Promise<void>;
  stop(): void;
  /** The user has said something of the conversation, which stands as in this copy. */
  mark(marked: Conversation): void;
  /** Settles when the run is over. */
  readonly over: Promise<void>;
}

export interface AnswerListener {
  /** Every event but deltas, which go to those attached, and the last one. */
  event(event: AnswerEvent): void;
  saveFailed(): void;
  /** The run is over, with this last event. */
  ended(ending: AnswerEvent): void;
}

/**
 * Asks for one turn's answer and sees it through to its end, saving it on the way. Where the turn
 * has text already, the answer goes on from there.
 */
export function startAnswer(
  parts: AnswerParts,
  asked: Conversation,
  turn: Turn,
  listener: AnswerListener,
  preparing: Promise<PreparedRequest>,
): AnswerRun {
  const { askId, answer } = turn;
  const stopping = new AbortController();
  const fanOut = createFanOut(parts.clock, answer.text);
  const begunPieces = fanOut.textFrom(0).pieces;
  let conversation = asked;
  let saveFailureTold = false;
  // Told once: a notice that was dismissed does not come back with every second's checkpoint.
  const saveFailed = () => {
    if (!saveFailureTold) listener.saveFailed();
    saveFailureTold = true;
  };
  // The request does not wait for it, but the answer's pieces do.
  const begun = parts.history.begin(asked, askId).catch(saveFailed);
  const beginning = { pieces: begunPieces, begun };
  const checkpoints = createCheckpoints(parts, askId, beginning, fanOut.textFrom, saveFailed);
  let stalled: AnswerEvent | undefined;

  const withText = () => {
    const { text } = fanOut.textFrom(begunPieces);
    const seq = answer.text.length + text.length;
    return text === ''
      ? conversation
      : withEvent(conversation, { type: 'answer-delta', askId, seq, text });
  };
  const tell = (event: AnswerEvent) => {
    fanOut.flush();
    if (event.type === 'answer-stalled') stalled = event;
    else conversation = withEvent(conversation, event);
    listener.event(event);
  };
  const onText = (text: string) => {
    stalled = undefined;
    fanOut.add(text);
    checkpoints.due();
  };

  const run = async () => {
    const streaming = { parts, turn, conversation, preparing, stopping, tell, onText };
    const ending = await streamAnswer(streaming).catch((thrown: unknown) =>
      endingOf(thrown, askId, stopping.signal.aborted, parts),
    );
    fanOut.flush();
    conversation = withEvent(withText(), ending);
    ended = true;
    await checkpoints.stop();
    await parts.history.end(conversation, askId).catch(() => {
      saveFailed();
      // What is not stored is stored as it is loaded.
      parts.clock.after(saveAgainAfter, () => parts.history.load(asked.id).catch(() => {}));
    });
    // Whoever asks next reads what is stored: with all that was changed meanwhile.
    for (let stored: unknown; stored !== changes; await stored) stored = changes;
    listener.ended(ending);
  };
  let ended = false;
  let changes: Promise<unknown> = Promise.resolve();
  const over = run().finally(parts.holdAwake());

  return {
    askId,
    turnId: turn.id,
    conversationId: asked.id,
    snapshot: () => {
      if (ended) return conversation;
      return stalled ? withEvent(withText(), stalled) : withText();
    },
    attach: fanOut.attach,
    change: (change) => {
      conversation = change(conversation);
      const keeping = parts.history.keep(conversation);
      // Once the answer has ended, nothing that is stored later takes along what was refused.
      const kept = keeping.catch(() =>
        ended ? parts.history.end(conversation, askId) : undefined,
      );
      changes = Promise.all([changes, kept.catch(() => {})]);
      return keeping;
    },
    stop: () => stopping.abort(),
    mark: (marked) => {
      conversation = withMarksOf(conversation, marked);
    },
    over,
  };
}

function endingOf(
  thrown: unknown,
  askId: string,
  stopped: boolean,
  { connection }: Pick<AnswerParts, 'connection'>,
): AnswerEvent {
  if (stopped && !(thrown instanceof AskFailure)) {
    return { type: 'answer-end', askId, reason: 'stopped' };
  }
  const error = toAskError(thrown);
  const offline = error.kind === 'network' && !connection.isOnline() && !isLoopback(error.host);
  return { type: 'answer-error', askId, error: offline ? { kind: 'offline' } : error };
}
