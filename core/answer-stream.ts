import type { PreparedRequest } from './answer-request.ts';
import type { Clock } from './clock.ts';
import { createContinuation } from './continuation.ts';
import type { AnswerEvent, Conversation, Turn } from './conversation.ts';
import type { AskError } from './errors.ts';
import { AskFailure } from './errors.ts';
import { messagesFor } from './messages.ts';
import type { Provider } from './provider/provider.ts';
import type { Settings } from './settings.ts';
import type { SilenceLimits } from './silence.ts';
import { watchSilence } from './silence.ts';

export interface Streaming {
  readonly parts: { readonly provider: Provider; readonly clock: Clock };
  readonly turn: Turn;
  readonly conversation: Conversation;
  readonly preparing: Promise<PreparedRequest>;
  readonly stopping: AbortController;
  tell(event: AnswerEvent): void;
  onText(text: string): void;
}

/** Sends the request, and tells of what comes until it ends. Throws what went wrong. */
export async function streamAnswer(streaming: Streaming): Promise<AnswerEvent> {
  const { parts, turn, conversation, stopping, tell, onText } = streaming;
  const { askId } = turn;
  const { settings, host, model } = await streaming.preparing;
  stopping.signal.throwIfAborted();
  const silence = watchSilence(parts.clock, silenceLimits(settings), {
    tell: (milliseconds) => tell({ type: 'answer-stalled', askId, seconds: milliseconds / 1000 }),
    giveUp: () => {
      const error: AskError = { kind: 'stalled', host, seconds: settings.giveUpSeconds };
      stopping.abort(new AskFailure(error));
    },
  });
  const continuation = createContinuation(turn.answer.text);
  const add = (text: string) => {
    if (text !== '') onText(text);
  };
  try {
    const chunks = parts.provider.createAsyncGenerator(model, messagesFor(conversation, turn.id), {
      url: settings.serverAddress,
      signal: stopping.signal,
      temperature: settings.temperature,
      prompt: settings.systemPrompt,
      onOmit: (messages) => tell({ type: 'answer-omitted', askId, messages }),
    });
    for await (const text of chunks) {
      silence.heard();
      add(continuation.push(text));
    }
  } finally {
    silence.stop();
    add(continuation.end());
  }
  return { type: 'answer-end', askId, reason: 'complete' };
}

function silenceLimits(settings: Settings): SilenceLimits {
  return {
    tellFirst: settings.firstTextSeconds * 1000,
    tell: settings.stallSeconds * 1000,
    giveUp: settings.giveUpSeconds * 1000,
  };
}
