import { expect, test } from 'vitest';
import { parseUpstreamUrl } from '../../server/upstream/base-url.ts';
import { chooseModel } from '../../server/upstream/choose-model.ts';
import { createUpstreamBackend } from '../../server/upstream/upstream.ts';
import { ask, chatBody, serve, serveUpstream } from './support/client.ts';
import {
  type Answer,
  doneEvent,
  sendJson,
  startEventStream,
  startHttpServer,
  startUpstream,
  textChunk,
} from './support/upstream.ts';

const answerYes: Answer = (response) => {
  startEventStream(response).end(textChunk('Yes') + doneEvent);
};

test('a question becomes a streamed chat completion with the key as bearer', async () => {
  const upstream = await startUpstream(['gpt-4o'], answerYes);
  const backend = createUpstreamBackend({ url: `${upstream.url}/v1/`, key: 'secret' });
  const { url } = await serve({ backend });
  const body = { ...chatBody('Is it?', 'gpt-4o'), temperature: 0.3 };
  expect(await (await ask(url, body)).text()).toBe('Yes');

  const completion = upstream.requests.at(-1);
  expect(completion?.headers.authorization).toBe('Bearer secret');
  expect(completion?.body).toEqual({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'You are a helpful assistant.' },
      { role: 'user', content: 'Is it?' },
    ],
    temperature: 0.3,
    stream: true,
  });
});

test('without a key there is no bearer, and an empty system prompt is left out', async () => {
  const upstream = await startUpstream(['gpt-3.5-turbo'], answerYes);
  const { url } = await serveUpstream(upstream.url);
  await (await ask(url, { ...chatBody('Hi'), prompt: '' })).text();

  const completion = upstream.requests.at(-1);
  expect(completion?.headers).not.toHaveProperty('authorization');
  expect(completion?.body).toMatchObject({ messages: [{ role: 'user', content: 'Hi' }] });
});

test('the models are what the upstream has', async () => {
  const upstream = await startUpstream(['llama3.2:3b', 'qwen3'], answerYes);
  const { url } = await serveUpstream(upstream.url);
  const response = await fetch(`${url}/api/models`, { method: 'POST', body: '{"key": ""}' });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual([
    { id: 'llama3.2:3b', name: 'llama3.2:3b' },
    { id: 'qwen3', name: 'qwen3' },
  ]);
});

const askedModels = (requests: readonly { readonly body: unknown }[]) =>
  requests.filter(({ body }) => body).map(({ body }) => (body as { model: string }).model);

test('a model that the upstream does not have becomes its first', async () => {
  const upstream = await startUpstream(['llama3.2', 'qwen3'], answerYes);
  const { url } = await serveUpstream(upstream.url);
  for (const model of ['gpt-3.5-turbo', 'qwen3']) {
    await (await ask(url, chatBody('Hi', model))).text();
  }
  expect(askedModels(upstream.requests)).toEqual(['llama3.2', 'qwen3']);
});

test('a model that the upstream does not have becomes the one that the user prefers', async () => {
  const upstream = await startUpstream(['llama3.2', 'qwen3'], answerYes);
  const { url } = await serveUpstream(upstream.url, 'qwen3');
  for (const model of ['gpt-3.5-turbo', 'llama3.2']) {
    await (await ask(url, chatBody('Hi', model))).text();
  }
  expect(askedModels(upstream.requests)).toEqual(['qwen3', 'llama3.2']);
});

test('an upstream that lists no models is asked for the model as it was requested', async () => {
  const upstream = await startHttpServer((response, request) => {
    if (request.path.endsWith('/models')) sendJson(response, 404, {});
    else answerYes(response, request);
  });
  const { url } = await serveUpstream(upstream.url);
  expect(await (await ask(url, chatBody('Hi', 'special'))).text()).toBe('Yes');
  expect(askedModels(upstream.requests)).toEqual(['special']);
});

test('the models are listed again only for a model that is not known', async () => {
  const upstream = await startUpstream(['qwen3'], answerYes);
  const { url } = await serveUpstream(upstream.url);
  for (const model of ['qwen3', 'qwen3', 'new']) {
    await (await ask(url, chatBody('Hi', model))).text();
  }
  expect(upstream.requests.filter(({ path }) => path === '/v1/models')).toHaveLength(2);
});

test.for([
  ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1'],
  ['http://127.0.0.1:11434/', 'http://127.0.0.1:11434/v1'],
  ['https://api.example.org/v1', 'https://api.example.org/v1'],
  ['https://api.example.org/v1/', 'https://api.example.org/v1'],
  ['https://api.example.org/v1/chat/completions', 'https://api.example.org/v1'],
  ['https://example.org/api', 'https://example.org/api/v1'],
  ['https://example.org/api/paas/v4', 'https://example.org/api/paas/v4'],
  ['https://example.org/v1beta/openai/', 'https://example.org/v1beta/openai'],
  ['https://example.org/vault', 'https://example.org/vault/v1'],
])('the upstream %s has its API at %s', ([given, base]) => {
  expect(parseUpstreamUrl(given!)).toBe(base);
});

test.for(['', 'localhost:1234', 'ftp://example.org', 'http://', 'https://me:pw@example.org'])(
  'the upstream "%s" is refused with a sentence',
  (given) => {
    expect(() => parseUpstreamUrl(given)).toThrow(/^The upstream .*\.$/);
  },
);

test.for([
  ['a', ['a', 'b'], 'b', 'a'],
  ['c', ['a', 'b'], 'b', 'b'],
  ['c', ['a', 'b'], undefined, 'a'],
  ['c', [], 'b', 'b'],
  ['c', [], undefined, 'c'],
] as const)('asked for %s, with %s and preferring %s: %s', ([asked, has, prefers, chosen]) => {
  expect(chooseModel(asked, has, prefers)).toBe(chosen);
});
