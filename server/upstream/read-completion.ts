import { assertNever } from '../../core/guards.ts';
import { HttpFailure } from '../http-failure.ts';
import { createCompletionDecoder } from './completion-decoder.ts';
import { describeNetworkError } from './failure-reason.ts';

/**
 * Yields the text of a streamed completion.
 * @throws HttpFailure 502 for an error within the stream, and for a stream that breaks off or ends
 * with neither `[DONE]` nor a finish_reason.
 */
export async function* readCompletion(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  const decode = createCompletionDecoder();
  let isFinished = false;
  try {
    for await (const bytes of body) {
      for (const event of decode(bytes)) {
        switch (event.type) {
          case 'text':
            yield event.text;
            break;
          case 'finish':
            isFinished = true;
            break;
          case 'done':
            return;
          case 'failure':
            throw new HttpFailure(502, `The upstream sent ${event.reason}`);
          default:
            assertNever(event);
        }
      }
    }
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    // After the finish_reason a connection that breaks instead of ending loses nothing.
    if (isFinished) return;
    throw new HttpFailure(502, `The upstream broke off: ${describeNetworkError(error)}.`);
  }
  if (!isFinished) throw new HttpFailure(502, 'The upstream ended in the middle of its answer.');
}
