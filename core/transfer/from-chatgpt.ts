import { isRecord } from '../guards.ts';
import type { SourceConversation, SourceMessage } from './source-conversation.ts';
import { attachment, idOf, joinParts, textOf, timeOf } from './source-conversation.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A conversation of ChatGPT's `conversations.json`. Undefined for anything else. */
export function readChatGpt(value: unknown): SourceConversation | undefined {
  if (!isRecord(value) || !isRecord(value.mapping)) return undefined;
  const model = textOf(value.default_model_slug);
  return {
    id: idOf(value.conversation_id) ?? idOf(value.id),
    title: textOf(value.title),
    createdAt: timeOf(value.create_time),
    updatedAt: timeOf(value.update_time),
    messages: Object.entries(value.mapping).flatMap(([id, node]) => nodeOf(id, node, model)),
    current: idOf(value.current_node),
  };
}

function nodeOf(id: string, node: unknown, defaultModel: string): readonly SourceMessage[] {
  if (!isRecord(node)) return [];
  const message = isRecord(node.message) ? node.message : {};
  const metadata = isRecord(message.metadata) ? message.metadata : {};
  const role = roleOf(message, metadata);
  return [
    {
      id,
      parent: idOf(node.parent),
      role,
      text: joinParts([...contentParts(message.content), ...attachments(metadata)]),
      at: timeOf(message.create_time),
      model: role === 'assistant' ? textOf(metadata.model_slug) || defaultModel : '',
      state: stateOf(message, metadata),
    },
  ];
}

/** What an assistant says to itself or to a tool is no answer, and what is hidden was never seen. */
function roleOf(message: Fields, metadata: Fields): SourceMessage['role'] {
  const { role } = isRecord(message.author) ? message.author : {};
  const { content_type: type } = isRecord(message.content) ? message.content : {};
  const isShown = metadata.is_visually_hidden_from_conversation !== true;
  const toAll = message.recipient === undefined || message.recipient === 'all';
  if (!isShown || !toAll || (type !== 'text' && type !== 'multimodal_text')) return 'other';
  return role === 'user' || role === 'assistant' ? role : 'other';
}

function stateOf(message: Fields, metadata: Fields): SourceMessage['state'] {
  const { type } = isRecord(metadata.finish_details) ? metadata.finish_details : {};
  if (type === 'interrupted') return 'stopped';
  return message.status === 'in_progress' ? 'interrupted' : 'complete';
}

function contentParts(content: unknown): readonly string[] {
  if (!isRecord(content)) return [];
  if (!Array.isArray(content.parts)) return [textOf(content.text)];
  return content.parts.map((part: unknown) => (isRecord(part) ? partText(part) : textOf(part)));
}

function partText(part: Fields): string {
  const type = textOf(part.content_type);
  if (type === 'audio_transcription') return textOf(part.text);
  if (type === 'image_asset_pointer') return attachment('Image', assetName(part.asset_pointer));
  return attachment(type.includes('audio') ? 'Audio' : 'File', assetName(part.asset_pointer));
}

const assetName = (pointer: unknown) => textOf(pointer).split('/').at(-1);

/** Images stand among the parts already. */
function attachments(metadata: Fields): readonly string[] {
  if (!Array.isArray(metadata.attachments)) return [];
  return metadata.attachments
    .filter(isRecord)
    .filter((each) => !/^image\//.test(textOf(each.mime_type) || textOf(each.mimeType)))
    .map((each) => attachment('File', each.name));
}
