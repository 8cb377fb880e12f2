import type { ChatRequest } from './chat-request.ts';

export interface BackendModel {
  readonly id: string;
  readonly name: string;
}

/** What makes the answers. Everything it starts ends when the signal is aborted. */
export interface Backend {
  readonly name: string;
  /** @throws HttpFailure 502 with the reason. */
  listModels(signal: AbortSignal): Promise<readonly BackendModel[]>;
  /**
   * Yields the answer's text as it is made, never an empty piece. Ending normally means that the
   * answer is complete.
   * @throws HttpFailure 502 with the reason, before the first piece or after any.
   */
  answer(request: ChatRequest, signal: AbortSignal): AsyncIterable<string>;
}
