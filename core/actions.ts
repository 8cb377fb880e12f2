import { isOneOf } from './guards.ts';

/** What the right-click menu offers for selected text. The first one asks for a question first. */
export const selectionActions = ['ask', 'explain', 'summarize', 'translate', 'rewrite'] as const;
export type SelectionAction = (typeof selectionActions)[number];

export const isSelectionAction = isOneOf(selectionActions);

/** What was asked, as the user put it; `questionContent` makes the model's words of it. */
export interface Question {
  /** What the user typed; '' for an action that needs no words. */
  readonly text: string;
  /** The selected text that the question is about. */
  readonly quote?: string;
  readonly action?: SelectionAction;
  /** The language to translate into, by its English name. */
  readonly language?: string;
}

/** True where there is nothing to ask. */
export function isBlank(question: Question): boolean {
  const needsWords = question.action === undefined || question.action === 'ask';
  return question.text.trim() === '' && (needsWords || (question.quote ?? '').trim() === '');
}

/** The question in these words: where there are some, they are what is asked, and not the action. */
export function withWords(question: Question, text: string): Question {
  const instead = text !== '' && question.action !== undefined;
  return { ...question, ...(instead ? { action: 'ask' } : {}), text };
}

/** A question → the words that the model reads. */
export function questionContent(question: Question): string {
  const { quote } = question;
  if (quote === undefined || quote === '') return question.text;
  return `${instruction(question)}\n\n"""\n${quote}\n"""`;
}

function instruction({ action, text, language }: Question): string {
  switch (action ?? 'ask') {
    case 'explain':
      return 'Explain the following text simply, in the language it is written in.';
    case 'summarize':
      return 'Summarize the following text in a few sentences, in the language it is written in.';
    case 'translate':
      return `Translate the following text into ${language ?? 'English'}. Answer with the translation alone.`;
    case 'rewrite':
      return 'Rewrite the following text so that it is clear and correct. Keep its meaning and its language. Answer with the rewritten text alone.';
    case 'ask':
      return text;
  }
}
