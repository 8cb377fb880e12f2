import type { Question } from '../core/actions.ts';
import { withWords } from '../core/actions.ts';
import type { Conversation, Turn } from '../core/conversation.ts';
import { holdsBack } from '../core/conversation.ts';
import type { SelectionOffer } from '../core/protocol.ts';
import type { ChatState } from './chat-state.ts';

/**
 * What is stored, with the turns on screen whose text storage never took: what is on screen is all
 * that there is of them.
 */
export function withUnsaved(stored: Conversation, shown: Conversation): Conversation {
  const unsaved = missingFrom(stored, shown)
    .filter(({ answer }) => answer.text !== '')
    .map((turn): Turn => {
      const state = turn.answer.state === 'running' ? 'interrupted' : turn.answer.state;
      return { ...turn, answer: { ...turn.answer, state } };
    });
  if (unsaved.length === 0) return stored;
  const head = unsaved.find(({ id }) => id === shown.head)?.id ?? stored.head;
  const turns = [...stored.turns, ...unsaved];
  return { ...stored, turns, ...(head === undefined ? {} : { head }) };
}

/** The questions on screen that the background never got, or died with before they were stored. */
export function notArrived(known: Conversation, shown: Conversation): readonly Turn[] {
  return missingFrom(known, shown).filter(holdsBack);
}

const missingFrom = (stored: Conversation, shown: Conversation) => {
  const ids = new Set(stored.turns.map(({ id }) => id));
  return shown.turns.filter(({ id }) => !ids.has(id));
};

/** Two texts for the composer, neither of which may be lost. */
export function joinDrafts(first: string, second: string): string {
  return first === second ? first : [first, second].filter((text) => text !== '').join('\n\n');
}

/** The question that stands in the composer. */
export function writtenQuestion({
  draft,
  selection,
}: Pick<ChatState, 'draft' | 'selection'>): Question {
  return withWords({ ...selectionPart(selection), text: '' }, draft.trim());
}

/** What a question has of selected text. */
export function selectionPart(selection: SelectionOffer | undefined): Omit<Question, 'text'> {
  return selection
    ? { quote: selection.quote, action: selection.action, language: selection.language }
    : {};
}

/** The selected text of a question; undefined where it has none. */
export function selectionOf({ quote, action, language }: Question): SelectionOffer | undefined {
  if (quote === undefined || action === undefined || language === undefined) return undefined;
  return { quote, action, language };
}
