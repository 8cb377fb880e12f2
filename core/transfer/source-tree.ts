import type { Turn } from '../conversation.ts';
import type { SourceConversation, SourceMessage } from './source-conversation.ts';
import { joinParts } from './source-conversation.ts';

export interface SourceTurns {
  /** In the order of asking. */
  readonly turns: readonly Turn[];
  readonly head: string | undefined;
  /** Messages with text that are neither question nor answer, or that nothing leads to. */
  readonly leftOut: number;
}

/** More text than this is no conversation: what would be copied is counted as it is copied. */
export const mostText = 20_000_000;

/** The answers to a question so far: branches share their beginning. */
interface Run {
  readonly message: SourceMessage;
  readonly before: Run | undefined;
}

/** Where a message stands: the question it may answer, after which turn, and the answers between. */
interface Place {
  readonly after: Turn | undefined;
  readonly question: SourceMessage | undefined;
  readonly run: Run | undefined;
}

/**
 * A tree of messages → our tree of turns. Each way from a question through its answers to the next
 * question, or to an end, is a version of that turn. `undefined` for too much text.
 * @param conversationId Begins the ids of the turns.
 */
export function turnsOf(
  { messages, current, createdAt = 0 }: SourceConversation,
  conversationId: string,
): SourceTurns | undefined {
  const children = childrenOf(messages);
  const turns = createTurns(conversationId, createdAt);
  /** The question or answer that another message stands at. */
  const standsAt = new Map<string, string>();
  const openEnds: Place[] = [];
  const seen = new Set<string>();
  let others = 0;

  const ways = rootsOf(messages).map((message) => ({ message, at: nowhere }));
  for (let way = ways.pop(); way; way = ways.pop()) {
    if (turns.textLength() > mostText) return undefined;
    const { message, at } = way;
    if (seen.has(message.id)) continue;
    seen.add(message.id);
    const place = placeOf(message, at, turns.endingAt);
    const isOther = message.role === 'other';
    if (isOther && message.text.trim() !== '') others += 1;
    const last = lastOf(place);
    if (isOther && last) standsAt.set(message.id, last.id);
    const next = children.get(message.id) ?? [];
    if (next.length === 0 && isOther) openEnds.push(place);
    else if (next.length === 0) turns.endingAt(place);
    for (const child of next.toReversed()) ways.push({ message: child, at: place });
  }
  // What ends with a message that is left out counts only where no other branch goes on from there.
  for (const place of openEnds) {
    const last = lastOf(place);
    if (last && !turns.holding(last.id)) turns.endingAt(place);
  }
  if (turns.textLength() > mostText) return undefined;
  const ordered = turns.inOrder();
  const shown = current === undefined ? undefined : (standsAt.get(current) ?? current);
  const head = shown === undefined ? undefined : turns.holding(shown);
  const leftOut = others + (messages.length - seen.size);
  return { turns: ordered, head: (head ?? ordered.at(-1))?.id, leftOut };
}

const nowhere: Place = { after: undefined, question: undefined, run: undefined };

/** The turns so far, each made when the way to it is known to its end. */
function createTurns(conversationId: string, createdAt: number) {
  const turns: Turn[] = [];
  /** By the message that a turn ends with, and by each that it is made of: the last such turn. */
  const endingWith = new Map<string, Turn>();
  const madeOf = new Map<string, Turn>();
  let textLength = 0;

  const make = ({ after, question, run }: Place): Turn => {
    const answers = runOf(run);
    const answeredAt = answers.find(({ at }) => at !== undefined)?.at;
    const again = question !== undefined && madeOf.has(question.id);
    const askedAt = (again ? answeredAt : question?.at) ?? question?.at ?? answeredAt;
    const id = `${conversationId}-${turns.length + 1}`;
    const turn: Turn = {
      id,
      askId: id,
      ...(after ? { after: after.id } : {}),
      question: { text: question?.text ?? '' },
      model: answers.findLast(({ model }) => model !== '')?.model.slice(0, 200) ?? '',
      askedAt: Math.max(askedAt ?? createdAt, after?.askedAt ?? 0),
      answer: {
        text: joinParts(answers.map(({ text }) => text)),
        state: answers.at(-1)?.state ?? 'interrupted',
      },
    };
    textLength += turn.question.text.length + turn.answer.text.length + answers.length;
    turns.push(turn);
    if (question) madeOf.set(question.id, turn);
    for (const answer of answers) madeOf.set(answer.id, turn);
    return turn;
  };

  return {
    /** The turn that ends here; where there is neither question nor answer, the one before. */
    endingAt: (place: Place): Turn | undefined => {
      const last = lastOf(place);
      if (!last) return place.after;
      const turn = endingWith.get(last.id) ?? make(place);
      endingWith.set(last.id, turn);
      return turn;
    },
    holding: (messageId: string) => endingWith.get(messageId) ?? madeOf.get(messageId),
    textLength: () => textLength,
    /** No turn is older than the one that it follows. */
    inOrder: () => turns.toSorted((a, b) => a.askedAt - b.askedAt),
  };
}

function placeOf(
  message: SourceMessage,
  at: Place,
  turnAt: (place: Place) => Turn | undefined,
): Place {
  switch (message.role) {
    case 'user':
      return { after: turnAt(at), question: message, run: undefined };
    case 'assistant':
      return { ...at, run: { message, before: at.run } };
    case 'other':
      return at;
  }
}

const lastOf = ({ run, question }: Place) => run?.message ?? question;

function runOf(run: Run | undefined): readonly SourceMessage[] {
  const messages: SourceMessage[] = [];
  for (let each = run; each; each = each.before) messages.push(each.message);
  return messages.reverse();
}

function childrenOf(messages: readonly SourceMessage[]) {
  const children = new Map<string, SourceMessage[]>();
  for (const message of messages) {
    if (message.parent === undefined) continue;
    const siblings = children.get(message.parent);
    if (siblings) siblings.push(message);
    else children.set(message.parent, [message]);
  }
  return children;
}

/** The first ones, in reverse. What follows a message that is not there is a first one. */
function rootsOf(messages: readonly SourceMessage[]) {
  const ids = new Set(messages.map(({ id }) => id));
  return messages.filter(({ parent }) => parent === undefined || !ids.has(parent)).reverse();
}
