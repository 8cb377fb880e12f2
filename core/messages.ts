import { questionContent } from './actions.ts';
import { branchTo } from './branches.ts';
import type { Conversation, Turn } from './conversation.ts';
import type { Message } from './provider/provider.ts';

/** Said after an answer that broke off; `createContinuation` joins what comes to it. */
const goOn =
  'Your answer above broke off. Go on from exactly where it ended, with no introduction or repetition.';

/**
 * What a provider is sent for a turn: all that came before it, then its question, and where the
 * answer is to go on, what there is of it. Turns that got no answer are left out; they would read
 * as two questions in a row.
 */
export function messagesFor(conversation: Conversation, turnId: string): Message[] {
  const branch = branchTo(conversation, turnId);
  const asked = branch.at(-1);
  if (!asked) return [];
  const before = branch.slice(0, -1).filter(({ answer }) => answer.text !== '');
  const { question, answer } = asked;
  return [
    ...before.flatMap(exchange),
    ...(answer.text === ''
      ? [{ role: 'user', content: questionContent(question) }]
      : [...exchange(asked), { role: 'user', content: goOn }]),
  ];
}

function exchange({ question, answer }: Turn): Message[] {
  return [
    { role: 'user', content: questionContent(question) },
    { role: 'assistant', content: answer.text },
  ];
}
