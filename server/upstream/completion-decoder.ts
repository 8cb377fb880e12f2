import { createParser } from 'eventsource-parser';
import { isRecord } from '../../core/guards.ts';
import { findErrorMessage, shorten } from './failure-reason.ts';

/**
 * What a streamed completion says. `finish` is a choice's finish_reason: no more text comes, and
 * the stream may end from now on. `done` is the end marker: nothing comes at all.
 */
export type CompletionEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'finish' }
  | { readonly type: 'done' }
  | { readonly type: 'failure'; readonly reason: string };

/**
 * Decodes an event stream of `chat.completion.chunk` objects. Bytes are fed in, cut anywhere;
 * the events that they complete come out.
 */
export function createCompletionDecoder(): (bytes: Uint8Array) => CompletionEvent[] {
  const decoder = new TextDecoder();
  let events: CompletionEvent[] = [];
  const parser = createParser({
    onEvent: ({ data }) => {
      events.push(...readEventData(data));
    },
  });
  return (bytes) => {
    events = [];
    parser.feed(decoder.decode(bytes, { stream: true }));
    return events;
  };
}

function readEventData(data: string): CompletionEvent[] {
  if (data.trim() === '[DONE]') return [{ type: 'done' }];
  let chunk: unknown;
  try {
    chunk = JSON.parse(data);
  } catch {
    return [{ type: 'failure', reason: `an event that is not JSON: ${shorten(data)}` }];
  }
  const message = findErrorMessage(chunk);
  if (message !== undefined) return [{ type: 'failure', reason: `an error: ${shorten(message)}` }];
  return readChoice(chunk);
}

/** Chunks without a choice (usage figures, pings) and choices without text say nothing. */
function readChoice(chunk: unknown): CompletionEvent[] {
  const choice: unknown = isRecord(chunk) && Array.isArray(chunk.choices) && chunk.choices[0];
  if (!isRecord(choice)) return [];
  const text = isRecord(choice.delta) ? choice.delta.content : undefined;
  const events: CompletionEvent[] = [];
  if (typeof text === 'string' && text !== '') events.push({ type: 'text', text });
  if (typeof choice.finish_reason === 'string' && choice.finish_reason !== '') {
    events.push({ type: 'finish' });
  }
  return events;
}
