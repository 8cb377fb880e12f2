import { isRecord } from '../guards.ts';
import type { SourceConversation, SourceMessage } from './source-conversation.ts';
import { attachment, idOf, joinParts, textOf, timeOf } from './source-conversation.ts';

/**
 * A chat of Open WebUI: a tree of messages under `chat.history`, or in older ones a list of them.
 * Undefined for anything else.
 */
export function readOpenWebUi(value: unknown): SourceConversation | undefined {
  if (!isRecord(value) || !isRecord(value.chat)) return undefined;
  const { chat } = value;
  const history = isRecord(chat.history) ? chat.history : {};
  const messages = isRecord(history.messages)
    ? Object.entries(history.messages).map(([id, message]) => messageOf(id, message))
    : listed(chat.messages);
  if (!messages) return undefined;
  return {
    id: idOf(value.id) ?? idOf(chat.id),
    title: textOf(value.title) || textOf(chat.title),
    createdAt: timeOf(value.created_at) ?? timeOf(chat.timestamp),
    updatedAt: timeOf(value.updated_at),
    messages: messages.filter((message) => message !== undefined),
    current: idOf(history.currentId),
  };
}

/** A list says what a message follows, or else it follows the one before. */
function listed(value: unknown): readonly (SourceMessage | undefined)[] | undefined {
  if (!Array.isArray(value)) return undefined;
  let before: string | undefined;
  return value.map((message: unknown, index) => {
    const id = (isRecord(message) ? idOf(message.id) : undefined) ?? String(index);
    const read = messageOf(id, message);
    const parent = isRecord(message) && message.parentId !== undefined ? read?.parent : before;
    if (read) before = id;
    return read && { ...read, parent };
  });
}

function messageOf(id: string, message: unknown): SourceMessage | undefined {
  if (!isRecord(message)) return undefined;
  const { role, content } = message;
  const files = Array.isArray(message.files) ? message.files.filter(isRecord) : [];
  const broken = message.done === false || Boolean(message.error);
  return {
    id,
    parent: idOf(message.parentId),
    role: role === 'user' || role === 'assistant' ? role : 'other',
    text: joinParts([...contentParts(content), ...files.map(fileName)]),
    at: timeOf(message.timestamp),
    model: role === 'assistant' ? textOf(message.model) || textOf(message.modelName) : '',
    state: broken ? 'interrupted' : 'complete',
  };
}

/** Text, or parts as they are sent to a model. */
function contentParts(content: unknown): readonly string[] {
  if (!Array.isArray(content)) return [textOf(content)];
  return content.filter(isRecord).map((part) => {
    if (part.type === 'text') return textOf(part.text);
    return attachment(part.type === 'image_url' ? 'Image' : 'File', '');
  });
}

function fileName(file: Readonly<Record<string, unknown>>): string {
  const inner = isRecord(file.file) ? file.file : {};
  const name = file.name ?? inner.filename;
  return attachment(file.type === 'image' ? 'Image' : 'File', name);
}
