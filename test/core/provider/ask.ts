import type { AskError } from '../../../core/errors.ts';
import { AskFailure } from '../../../core/errors.ts';
import { AI365VIP } from '../../../core/provider/ai365vip.ts';
import type { AskOptions, Message } from '../../../core/provider/provider.ts';

export interface Outcome {
  readonly text: string;
  /** Why the answer failed, as plain data; undefined where it is complete. */
  readonly error?: AskError;
}

const hello: readonly Message[] = [{ role: 'user', content: 'Hello' }];

/** Asks AI365VIP and collects the answer up to its end or its failure. */
export async function ask(options: AskOptions, messages = hello): Promise<Outcome> {
  let text = '';
  try {
    for await (const piece of AI365VIP.createAsyncGenerator('gpt-4o', messages, options)) {
      text += piece;
    }
    return { text };
  } catch (thrown) {
    if (thrown instanceof AskFailure) return { text, error: thrown.error };
    throw thrown;
  }
}

/** A `fetch` that answers every request with this response. */
export const respondWith =
  (body: BodyInit | null, init?: ResponseInit): typeof fetch =>
  async () =>
    new Response(body, init);

/** A body of these chunks, each a read of its own. */
export const bodyOf = (...chunks: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
