import type { Conversation, Turn } from '../conversation.ts';
import { isOpen } from '../conversation.ts';

/** Everything of a turn that can be found. */
const textsOfTurn = ({ question, answer }: Turn): readonly string[] =>
  [question.text, question.quote, answer.text, answer.earlier].filter((text) => text !== undefined);

/**
 * Everything of a conversation that can be found, in all versions of its turns; but for its title,
 * which the list has.
 */
export const textsOf = ({ turns }: Conversation): readonly string[] => turns.flatMap(textsOfTurn);

/** Of an answer that is still to come nothing is indexed, and of its question neither. */
const settledTexts = ({ turns }: Conversation) =>
  turns.filter((turn) => !isOpen(turn)).flatMap(textsOfTurn);

export interface TextChange {
  /** Whether text has gone from it. */
  readonly gone: boolean;
  readonly added: readonly string[];
}

/** What a conversation has that it had not before. A text that has grown in its turn is not gone. */
export function compareTexts(before: Conversation | undefined, now: Conversation): TextChange {
  if (!before) return { gone: false, added: settledTexts(now) };
  const had = new Set(settledTexts(before));
  const kept = new Set(textsOf(now));
  const turns = new Map(now.turns.map((turn) => [turn.id, textsOfTurn(turn)]));
  const isGone = (turn: Turn, text: string) =>
    text !== '' && !kept.has(text) && !turns.get(turn.id)?.some((longer) => hasGrown(text, longer));
  return {
    gone: before.turns.some((turn) => textsOfTurn(turn).some((text) => isGone(turn, text))),
    added: settledTexts(now).filter((text) => !had.has(text)),
  };
}

/** Whether a word surely ends where it goes on: the beginning of one would be no word any more. */
const hasGrown = (text: string, longer: string) =>
  longer.startsWith(text) && /^[\p{P}\p{Z}\n]/u.test(longer.slice(text.length));
