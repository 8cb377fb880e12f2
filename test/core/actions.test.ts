import { expect, test } from 'vitest';
import type { Question } from '../../core/actions.ts';
import {
  isBlank,
  isSelectionAction,
  questionContent,
  selectionActions,
} from '../../core/actions.ts';

test.each<{ question: Question; blank: boolean }>([
  { question: { text: '' }, blank: true },
  { question: { text: ' \n' }, blank: true },
  { question: { text: 'Hi' }, blank: false },
  { question: { text: '', quote: 'Quote' }, blank: true },
  { question: { text: '', quote: 'Quote', action: 'ask' }, blank: true },
  { question: { text: 'Why?', quote: 'Quote', action: 'ask' }, blank: false },
  { question: { text: '', quote: 'Quote', action: 'explain' }, blank: false },
  { question: { text: '', quote: ' ', action: 'explain' }, blank: true },
  { question: { text: '', action: 'translate' }, blank: true },
])('$question is blank: $blank', ({ question, blank }) => {
  expect(isBlank(question)).toBe(blank);
});

test.each<{ question: Question; content: string | RegExp }>([
  { question: { text: 'Hi' }, content: 'Hi' },
  { question: { text: 'Hi', quote: '' }, content: 'Hi' },
  { question: { text: 'Why?', quote: 'Quote' }, content: 'Why?\n\n"""\nQuote\n"""' },
  { question: { text: 'Why?', quote: 'Quote', action: 'ask' }, content: 'Why?\n\n"""\nQuote\n"""' },
  {
    question: { text: '', quote: 'Quote', action: 'explain' },
    content: /^Explain .*in the language it is written in\.\n\n"""\nQuote\n"""$/,
  },
  {
    question: { text: '', quote: 'Quote', action: 'summarize' },
    content: /^Summarize .*in the language it is written in\.\n\n"""\nQuote\n"""$/,
  },
  {
    question: { text: '', quote: 'Quote', action: 'translate', language: 'Vietnamese' },
    content: /^Translate .* into Vietnamese\. .*\n\n"""\nQuote\n"""$/,
  },
  {
    question: { text: '', quote: 'Quote', action: 'translate' },
    content: /^Translate .* into English\. /,
  },
  {
    question: { text: '', quote: 'Quote', action: 'rewrite' },
    content: /^Rewrite .*Keep its meaning and its language\. .*\n\n"""\nQuote\n"""$/,
  },
])('$question becomes words for the model', ({ question, content }) => {
  if (typeof content === 'string') expect(questionContent(question)).toBe(content);
  else expect(questionContent(question)).toMatch(content);
});

test('an action is known by its name alone', () => {
  expect(selectionActions.every(isSelectionAction)).toBe(true);
  expect(['shout', '', undefined, 0].some(isSelectionAction)).toBe(false);
});
