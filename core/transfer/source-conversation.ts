import type { AnswerState } from '../conversation.ts';
import { isTime } from '../history-pages.ts';

/** A conversation as another product keeps it, with what all of them have in common. */
export interface SourceConversation {
  /** The product's own; undefined where it gives none. */
  readonly id: string | undefined;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
  readonly messages: readonly SourceMessage[];
  /** The message that the shown branch leads to; undefined for the last one. */
  readonly current: string | undefined;
}

/** A message and the one that it follows. */
export interface SourceMessage {
  /** Unique within the conversation. */
  readonly id: string;
  readonly parent: string | undefined;
  /** `other` is neither a question nor an answer: what follows it follows the one before it. */
  readonly role: 'user' | 'assistant' | 'other';
  readonly text: string;
  readonly at: number | undefined;
  /** The model of an answer, '' where it is not known. */
  readonly model: string;
  readonly state: Extract<AnswerState, 'complete' | 'stopped' | 'interrupted'>;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What is no text is no id. */
export function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Seconds, milliseconds or nanoseconds since 1970, or a date as text → milliseconds since 1970. */
export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof time !== 'number' || !(time > 0)) return undefined;
  const milliseconds = Math.round(time < 1e11 ? time * 1000 : time > 1e16 ? time / 1e6 : time);
  return isTime(milliseconds) ? milliseconds : undefined;
}

/** What stands in the text for a file that does not come in. */
export function attachment(kind: 'Image' | 'Audio' | 'File', name: unknown): string {
  const known = textOf(name)
    .slice(0, 200)
    .replace(/[\s[\]()<>`*_\\]+/g, ' ')
    .trim();
  return known ? `[${kind}: ${known}]` : `[${kind}]`;
}

export function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}

/** Messages of a list, each of which follows the one before. */
export function inOrder(
  messages: readonly Omit<SourceMessage, 'id' | 'parent'>[],
): readonly SourceMessage[] {
  return messages.map((message, index) => ({
    ...message,
    id: String(index),
    parent: index === 0 ? undefined : String(index - 1),
  }));
}
