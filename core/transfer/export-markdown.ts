import type { Question } from '../actions.ts';
import { branchOf } from '../branches.ts';
import type { Answer, AnswerState, Conversation, Turn } from '../conversation.ts';
import { describeError } from '../error-text.ts';
import type { StringKey, Translate } from '../strings.ts';

const endings: Readonly<Partial<Record<AnswerState, StringKey>>> = {
  waiting: 'exportUnsent',
  queued: 'exportUnsent',
  running: 'exportRunning',
  stopped: 'statusStopped',
  interrupted: 'statusInterrupted',
};

/** A conversation to read: the branch that is shown, answers as they came. */
export function exportMarkdown(conversation: Conversation, translate: Translate): string {
  const title = oneLine(conversation.title) || translate('untitled');
  const turns = branchOf(conversation).flatMap((turn) => turnMarkdown(turn, translate));
  return `${[`# ${title}`, ...turns].join('\n\n')}\n`;
}

/** What stands between two conversations in one file. */
export const markdownSeparator = '\n---\n\n';

function turnMarkdown({ question, model, askedAt, answer }: Turn, translate: Translate): string[] {
  const name = translate('assistant');
  return [
    `## ${translate('you')}`,
    ...(askedAt > 0
      ? [`*${new Date(askedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC*`]
      : []),
    ...questionMarkdown(question, translate),
    `## ${model ? `${name} (${oneLine(model)})` : name}`,
    ...answerMarkdown(answer, translate),
  ];
}

function questionMarkdown({ text, quote, action }: Question, translate: Translate): string[] {
  const words =
    text || (action === undefined || action === 'ask' ? '' : translate(`menu_${action}`));
  return [...(quote ? [quoteMarkdown(quote)] : []), ...(words ? [words] : [])];
}

const quoteMarkdown = (quote: string) =>
  quote
    .split(/\r\n?|\n/)
    .map((line) => `> ${line}`)
    .join('\n');

function answerMarkdown(answer: Answer, translate: Translate): string[] {
  const { text, earlier = '', state, error } = answer;
  const shown = text || earlier;
  const ending = endings[state];
  return [
    ...(shown ? [shown] : []),
    ...(ending ? [`*${translate(ending)}*`] : []),
    ...(error ? [`*${translate(...describeError(error).title)}*`] : []),
  ];
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
