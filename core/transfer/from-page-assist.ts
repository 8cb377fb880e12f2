import { isRecord } from '../guards.ts';
import type { SourceConversation, SourceMessage } from './source-conversation.ts';
import { attachment, idOf, inOrder, joinParts, textOf, timeOf } from './source-conversation.ts';

/** An entry of Page Assist's `chat`. Its messages come in no order. Undefined for anything else. */
export function readPageAssist(value: unknown): SourceConversation | undefined {
  if (!isRecord(value) || !isRecord(value.history) || !Array.isArray(value.messages)) {
    return undefined;
  }
  const { history } = value;
  const messages = value.messages
    .filter(isRecord)
    .map(messageOf)
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  return {
    id: idOf(history.id),
    title: textOf(history.title),
    createdAt: timeOf(history.createdAt),
    updatedAt: messages.at(-1)?.at,
    messages: inOrder(messages),
    current: undefined,
  };
}

function messageOf(
  message: Readonly<Record<string, unknown>>,
): Omit<SourceMessage, 'id' | 'parent'> {
  const { role } = message;
  const images = list(message.images).filter((image) => textOf(image) !== '');
  const documents = list(message.documents).filter(isRecord);
  return {
    role: role === 'user' || role === 'assistant' ? role : 'other',
    text: joinParts([
      textOf(message.content),
      ...images.map(() => attachment('Image', '')),
      ...documents.map((document) => attachment('File', document.filename ?? document.title)),
    ]),
    at: timeOf(message.createdAt),
    model: role === 'assistant' ? textOf(message.modelName) || textOf(message.name) : '',
    state: 'complete',
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
