import { parseServerAddress } from '../address.ts';
import { AskFailure } from '../errors.ts';
import type { PromptLimits } from '../prompt.ts';
import {
  countTokens,
  fitMessages,
  fits,
  formatPrompt,
  lastingMessages,
  promptRoom,
} from '../prompt.ts';
import { createAnswerDecoder } from './answer-text.ts';
import { postJson } from './post-json.ts';
import type { AskOptions, Message, Provider } from './provider.ts';
import { findProblem } from './response.ts';

/** The limits that the reference sends with every request. */
const referenceLimits: PromptLimits = { maxLength: 3000, tokenLimit: 2048 };

/** What each model really holds; servers drop silently what exceeds the limits they are told. */
const windows: ReadonlyMap<string, number> = new Map([
  ['gpt-3.5-turbo', 16_385],
  ['gpt-3.5-turbo-16k', 16_385],
  ['gpt-4o', 128_000],
]);
const unknownModelWindow = 128_000;

const defaultPrompt = 'You are a helpful assistant.';

/** The AI365VIP provider: requests and answers as `g4f`'s provider of that name makes them. */
export const AI365VIP = {
  label: 'AI365VIP',
  url: 'https://chat.ai365vip.com',
  apiEndpoint: '/api/chat',
  working: true,
  defaultModel: 'gpt-3.5-turbo',
  models: ['gpt-3.5-turbo', 'gpt-3.5-turbo-16k', 'gpt-4o'],
  modelAliases: { 'gpt-3.5-turbo': 'gpt-3.5-turbo-16k' },
  getModel,
  createAsyncGenerator,
} as const satisfies Provider;

function getModel(name = ''): string {
  if (name === '') return AI365VIP.defaultModel;
  const alias = Object.entries(AI365VIP.modelAliases).find(([from]) => from === name);
  if (alias) return alias[1];
  if (AI365VIP.models.some((model) => model === name)) return name;
  throw new AskFailure({ kind: 'model-not-supported', model: name, provider: AI365VIP.label });
}

async function* createAsyncGenerator(
  model: string,
  messages: readonly Message[],
  options: AskOptions = {},
): AsyncGenerator<string, void, undefined> {
  const server = parseServerAddress(options.url ?? AI365VIP.url);
  if (!server.ok) throw new AskFailure({ kind: 'bad-address', address: options.url ?? '' });
  const body = requestBody(model || AI365VIP.defaultModel, messages, options);
  options.signal?.throwIfAborted();
  const response = await postJson(`${server.address}${AI365VIP.apiEndpoint}`, body, options);
  const problem = await findProblem(response, server.address);
  options.signal?.throwIfAborted();
  if (problem) throw new AskFailure(problem);
  yield* readAnswer(response, server.host, options.signal);
}

/** The request's body; deep-equal to the reference's wherever the prompt fits its limits. */
function requestBody(model: string, messages: readonly Message[], options: AskOptions): object {
  const systemPrompt = options.prompt ?? defaultPrompt;
  const { content, limits } = choosePrompt(model, messages, systemPrompt, options.onOmit);
  return {
    model: { id: model, name: 'GPT-3.5', ...limits },
    messages: [{ role: 'user', content }],
    key: options.key ?? '',
    prompt: systemPrompt,
    temperature: options.temperature ?? 1,
  };
}

function choosePrompt(
  model: string,
  messages: readonly Message[],
  systemPrompt: string,
  onOmit: AskOptions['onOmit'],
): { readonly content: string; readonly limits: PromptLimits } {
  const content = formatPrompt(messages);
  if (fits(content, systemPrompt, referenceLimits)) return { content, limits: referenceLimits };
  const tokenLimit = windows.get(model) ?? unknownModelWindow;
  const limits = { maxLength: tokenLimit * 4, tokenLimit };
  const fitted = fitMessages(messages, systemPrompt, limits);
  if (!fitted) {
    const lasting = formatPrompt(lastingMessages(messages));
    const tokens = countTokens(systemPrompt) + countTokens(lasting);
    throw new AskFailure({ kind: 'question-too-long', tokens, limit: promptRoom(limits) });
  }
  if (fitted.omitted > 0) onOmit?.(fitted.omitted);
  return { content: formatPrompt(fitted.messages), limits };
}

async function* readAnswer(
  response: Response,
  host: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  const reader = response.body?.getReader();
  const cancel = () => void reader?.cancel().catch(() => {});
  signal?.addEventListener('abort', cancel, { once: true });
  const decoder = createAnswerDecoder();
  let begun = false;
  try {
    for (;;) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) break;
      const text = decoder.push(chunk.value);
      if (text === '') continue;
      begun = true;
      yield text;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw new AskFailure({ kind: 'cut', host }, { cause });
  } finally {
    signal?.removeEventListener('abort', cancel);
    cancel();
  }
  signal?.throwIfAborted();
  if (decoder.endsInsideCharacter()) throw new AskFailure({ kind: 'cut', host });
  if (!begun) throw new AskFailure({ kind: 'empty-answer', host });
}
