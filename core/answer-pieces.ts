import type { Conversation, Turn } from './conversation.ts';
import { isRunning, withEvent } from './conversation.ts';
import { isRecord } from './guards.ts';
import type { KeyValueStore } from './key-value-store.ts';

/** How many pieces are read at once. */
const batchSize = 50;

/** How many of the last turns are looked through for pieces that a crash has left behind. */
const recentTurns = 10;

const pieceKey = (askId: string, index: number) => `piece:${askId}:${index}`;

/** Keeps the next piece of a running answer's text; `index` counts from 0. */
export function writePiece(store: KeyValueStore, askId: string, index: number, text: string) {
  return store.set({ [pieceKey(askId, index)]: text });
}

/** The text of an answer's pieces, up to the first that is missing or damaged. */
export async function readPieces(store: KeyValueStore, askId: string): Promise<readonly string[]> {
  const pieces: string[] = [];
  for (;;) {
    const keys = Array.from({ length: batchSize }, (_, index) =>
      pieceKey(askId, pieces.length + index),
    );
    const stored = await store.get(keys);
    for (const key of keys) {
      const piece = stored[key];
      if (typeof piece !== 'string') return pieces;
      pieces.push(piece);
    }
  }
}

/** Drops what these answers have left, all of it or, when it rejects, perhaps none. */
export async function dropPieces(store: KeyValueStore, askIds: readonly string[]): Promise<void> {
  if (askIds.length === 0) return;
  const first = await store.get(askIds.map((askId) => pieceKey(askId, 0)));
  for (const askId of askIds.filter((id) => Object.hasOwn(first, pieceKey(id, 0)))) {
    const { length } = await readPieces(store, askId);
    await store.remove(Array.from({ length }, (_, index) => pieceKey(askId, index)));
  }
}

/** The pieces of all answers in stored conversations, which need not be such that can be read. */
export function piecesOf(keys: readonly string[], stored: readonly unknown[]): readonly string[] {
  const askIds = new Set(stored.flatMap(askIdsIn));
  return keys.filter((key) => askIds.has(/^piece:(.*):\d+$/.exec(key)?.[1]));
}

function askIdsIn(stored: unknown): readonly unknown[] {
  const conversation = isRecord(stored) ? stored.conversation : undefined;
  const turns = isRecord(conversation) ? conversation.turns : undefined;
  return Array.isArray(turns) ? turns.filter(isRecord).map(({ askId }) => askId) : [];
}

/**
 * Whose pieces nobody needs once a conversation is stored as `after`: of what ran in it, or else,
 * as the next answer begins, of what has left some by a crash.
 */
export function askIdsDone(
  before: Conversation | undefined,
  after: Conversation,
): readonly string[] {
  const isDone = ({ askId }: Turn) =>
    !after.turns.some((turn) => turn.askId === askId && isRunning(turn));
  // A version, or what is asked again in its place, may stand far from the end.
  const ran = before?.turns.filter(isRunning) ?? [];
  const begins = ran.length === 0 && after.turns.some(isRunning);
  const recent = [before, after].flatMap((each) => each?.turns.slice(-recentTurns) ?? []);
  const done = (begins ? recent : ran).filter(isDone);
  return [...new Set(done.map(({ askId }) => askId))];
}

/** The conversation with its running answer broken off after these pieces. */
export function interruptedWith(
  pieces: readonly string[],
  conversation: Conversation,
  askId: string,
): Conversation {
  const text = pieces.join('');
  const before = conversation.turns.findLast((turn) => turn.askId === askId)?.answer.text ?? '';
  const events = [
    { type: 'answer-delta', askId, seq: before.length + text.length, text } as const,
    { type: 'answer-interrupted', askId } as const,
  ];
  return events.reduce(withEvent, conversation);
}
