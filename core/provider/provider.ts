/** One message of a conversation as a provider sees it. Roles are free text, as in the reference. */
export interface Message {
  readonly role: string;
  readonly content: string;
}

export interface AskOptions {
  /** The server's base address, without a trailing slash; the provider's own `url` by default. */
  readonly url?: string;
  /** Stops the answer: the generator then ends by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** 0 (steady) to 2 (varied); 1 by default. */
  readonly temperature?: number;
  /** The system prompt. */
  readonly prompt?: string;
  /** The server's access key; none by default. */
  readonly key?: string;
  /** What sends the request; the global `fetch` by default. */
  readonly fetch?: typeof fetch;
  /** Told, before the request, how many of the oldest messages no longer fit the model. */
  readonly onOmit?: (messages: number) => void;
}

/** A service that answers. `createAsyncGenerator` throws `AskFailure` (core/errors.ts). */
export interface Provider {
  readonly label: string;
  readonly url: string;
  readonly apiEndpoint: string;
  readonly working: boolean;
  readonly defaultModel: string;
  readonly models: readonly string[];
  readonly modelAliases: Readonly<Record<string, string>>;
  /**
   * No name gives the default model, an alias its target.
   * @throws AskFailure `model-not-supported` for a name that is neither a model nor an alias.
   */
  getModel(name?: string): string;
  /** Yields the answer's text as it arrives; the pieces joined are the whole answer. */
  createAsyncGenerator(
    model: string,
    messages: readonly Message[],
    options?: AskOptions,
  ): AsyncGenerator<string, void, undefined>;
}
