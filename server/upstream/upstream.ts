import { isRecord } from '../../core/guards.ts';
import type { Backend, BackendModel } from '../backend.ts';
import type { ChatRequest } from '../chat-request.ts';
import { HttpFailure } from '../http-failure.ts';
import { parseUpstreamUrl } from './base-url.ts';
import { chooseModel } from './choose-model.ts';
import { describeNetworkError, describeResponse } from './failure-reason.ts';
import { readCompletion } from './read-completion.ts';

export interface UpstreamOptions {
  /** With or without `/v1`. */
  readonly url: string;
  /** Sent as a bearer token; none by default. */
  readonly key?: string | undefined;
  /** The model for requests whose own the upstream does not have; its first one by default. */
  readonly model?: string | undefined;
  readonly name?: string;
}

/**
 * A backend that passes questions on to an OpenAI-compatible server.
 * @throws Error whose message is a sentence for the user if the URL is none.
 */
export function createUpstreamBackend(options: UpstreamOptions): Backend {
  const base = parseUpstreamUrl(options.url);
  let knownModels: readonly string[] = [];

  const send = async (path: string, signal: AbortSignal, body?: unknown): Promise<Response> => {
    const headers = new Headers({ 'content-type': 'application/json' });
    if (options.key) headers.set('authorization', `Bearer ${options.key}`);
    const post = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(base + path, { ...post, headers, signal }).catch((error) => {
      throw new HttpFailure(502, `Cannot reach ${base}: ${describeNetworkError(error)}.`);
    });
    if (response.ok) return response;
    const status = `${response.status} ${response.statusText}`.trim();
    throw await describeResponse(response, `The upstream answered ${status}`);
  };

  const listModels = async (signal: AbortSignal): Promise<readonly BackendModel[]> => {
    const response = await send('/models', signal);
    const models = readModelList(await response.json().catch(() => undefined));
    knownModels = models.map((model) => model.id);
    return models;
  };

  const resolveModel = async (requested: string, signal: AbortSignal): Promise<string> => {
    // Not every upstream lists its models; what else is wrong, the question itself will meet.
    if (!knownModels.includes(requested)) await listModels(signal).catch(() => undefined);
    return chooseModel(requested, knownModels, options.model);
  };

  return {
    name: options.name ?? `the OpenAI-compatible server at ${base}`,
    listModels,
    async *answer(request, signal) {
      const model = await resolveModel(request.model.id, signal);
      const response = await send('/chat/completions', signal, createCompletion(request, model));
      const type = response.headers.get('content-type') ?? 'no content type';
      if (!type.startsWith('text/event-stream') || !response.body) {
        throw await describeResponse(response, `The upstream sent no event stream but ${type}`);
      }
      yield* readCompletion(response.body);
    },
  };
}

function createCompletion(request: ChatRequest, model: string) {
  const system = request.prompt === '' ? [] : [{ role: 'system', content: request.prompt }];
  const messages = [...system, ...request.messages];
  return { model, messages, temperature: request.temperature, stream: true };
}

function readModelList(body: unknown): BackendModel[] {
  if (!isRecord(body) || !Array.isArray(body.data)) {
    throw new HttpFailure(502, 'The upstream sent something else than a list of models.');
  }
  return body.data
    .map((model: unknown) => (isRecord(model) ? model.id : undefined))
    .filter((id) => typeof id === 'string')
    .map((id) => ({ id, name: id }));
}
