import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { chooseBackend } from '../../server/choose-backend.ts';
import { ask, serve } from './support/client.ts';
import {
  type Answer,
  doneEvent,
  sendJson,
  startEventStream,
  startHttpServer,
  textChunk,
} from './support/upstream.ts';

/** Speaks the parts of Ollama's interface that are used, with these models. */
const startOllama = (models: readonly string[]) =>
  startHttpServer((response, request) => {
    const answers: Record<string, Answer> = {
      '/api/tags': () => sendJson(response, 200, { models: models.map((name) => ({ name })) }),
      '/v1/models': () => sendJson(response, 200, { data: models.map((id) => ({ id })) }),
      '/v1/chat/completions': () =>
        startEventStream(response).end(textChunk('From Ollama') + doneEvent),
    };
    answers[request.path]?.(response, request);
  });

test('a named upstream is taken without looking for Ollama', async () => {
  const ollama = await startOllama(['llama3.2']);
  const choice = { upstream: 'http://192.0.2.1/v1', ollamaAddress: ollama.url };
  const { backend, explanation } = await chooseBackend(choice);
  expect(backend.name).toBe('the OpenAI-compatible server at http://192.0.2.1/v1');
  expect(explanation).toContain(backend.name);
  expect(ollama.requests).toEqual([]);
});

test('an Ollama with models answers, by the first of them', async () => {
  const ollama = await startOllama(['llama3.2:3b', 'qwen3:4b']);
  const { backend, explanation } = await chooseBackend({ ollamaAddress: ollama.url });
  expect(explanation).toBe(
    `Answers come from Ollama at ${ollama.url}, which has llama3.2:3b, qwen3:4b.`,
  );
  const { url } = await serve({ backend });
  expect(await (await ask(url)).text()).toBe('From Ollama');
  expect(ollama.requests.at(-1)?.body).toMatchObject({ model: 'llama3.2:3b' });
});

test('an Ollama without models is named, and the demo answers', async () => {
  const ollama = await startOllama([]);
  const { backend, explanation } = await chooseBackend({ ollamaAddress: ollama.url });
  expect(backend.name).toContain('demo');
  expect(explanation).toContain(`Ollama runs at ${ollama.url} but has no models yet`);
});

test('the demo is taken as asked for, without looking for Ollama', async () => {
  const ollama = await startOllama(['llama3.2']);
  const { backend } = await chooseBackend({ demo: true, ollamaAddress: ollama.url });
  expect(backend.name).toContain('demo');
  expect(ollama.requests).toEqual([]);
});

test('with nothing at the address, or something else than Ollama, the demo answers', async () => {
  const placeholder = createServer();
  await once(placeholder.listen(0, '127.0.0.1'), 'listening');
  const address = placeholder.address();
  const freePort = typeof address === 'object' ? address?.port : 0;
  await once(placeholder.close(), 'close');
  const other = await startHttpServer((response) => response.end('<h1>Hello</h1>'));
  for (const ollamaAddress of [`http://127.0.0.1:${freePort}`, other.url]) {
    const { backend, explanation } = await chooseBackend({ ollamaAddress });
    expect(backend.name).toContain('demo');
    expect(explanation).toContain(`no Ollama was found at ${ollamaAddress}`);
  }
});
