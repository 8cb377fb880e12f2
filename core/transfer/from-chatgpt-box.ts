import { isRecord } from '../guards.ts';
import type { SourceConversation } from './source-conversation.ts';
import { idOf, inOrder, textOf, timeOf } from './source-conversation.ts';

/** A session of ChatGPTBox: pairs of a question and its answer. Undefined for anything else. */
export function readChatGptBox(value: unknown): SourceConversation | undefined {
  if (!isRecord(value) || !Array.isArray(value.conversationRecords)) return undefined;
  const model = textOf(value.modelName) || textOf(value.aiName);
  const createdAt = timeOf(value.createdAt);
  const pairs = value.conversationRecords.filter(isRecord);
  const messages = pairs.flatMap(({ question, answer }) => {
    const fields = { at: createdAt, model, state: 'complete' } as const;
    const asked = { ...fields, role: 'user', text: textOf(question) } as const;
    const answered = { ...fields, role: 'assistant', text: textOf(answer) } as const;
    return answered.text === '' ? [asked] : [asked, answered];
  });
  return {
    id: idOf(value.sessionId),
    title: textOf(value.sessionName),
    createdAt,
    updatedAt: timeOf(value.updatedAt),
    messages: inOrder(messages),
    current: undefined,
  };
}
