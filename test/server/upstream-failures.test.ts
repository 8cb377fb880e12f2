import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { ask, serveUpstream } from './support/client.ts';
import {
  type Answer,
  dataEvent,
  sendJson,
  startEventStream,
  startHttpServer,
  startUpstream,
  textChunk,
} from './support/upstream.ts';

const page = '<!doctype html><title>Bad gateway</title>';
const failures: readonly (readonly [string, Answer, string])[] = [
  [
    'a 401 with an OpenAI error',
    (response) => sendJson(response, 401, { error: { message: 'Incorrect API key.', code: 1 } }),
    'The upstream answered 401 Unauthorized: Incorrect API key.',
  ],
  [
    'a 404 with a bare error text',
    (response) => sendJson(response, 404, { error: 'model "x" not found' }),
    'The upstream answered 404 Not Found: model "x" not found',
  ],
  [
    'a 500 with plain text',
    (response) => response.writeHead(500).end('out of\n  memory'),
    'The upstream answered 500 Internal Server Error: out of memory',
  ],
  [
    'a 502 with a page',
    (response) => response.writeHead(502, { 'content-type': 'text/html' }).end(page),
    'The upstream answered 502 Bad Gateway.',
  ],
  [
    'a 500 with a very long text',
    (response) => response.writeHead(500).end('x'.repeat(10_000)),
    `The upstream answered 500 Internal Server Error: ${'x'.repeat(300)}…`,
  ],
  [
    'an answer that is no event stream',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page),
    'The upstream sent no event stream but text/html.',
  ],
  [
    'JSON in place of an event stream',
    (response) => sendJson(response, 200, { error: { message: 'No such model' } }),
    'The upstream sent no event stream but application/json: No such model',
  ],
  [
    'an error event before any text',
    (response) => startEventStream(response).end(dataEvent({ error: { message: 'overloaded' } })),
    'The upstream sent an error: overloaded',
  ],
  [
    'a stream that ends before any text',
    (response) => startEventStream(response).end(': ping\n\n'),
    'The upstream ended in the middle of its answer.',
  ],
  [
    'a connection that breaks before any text',
    (response) => startEventStream(response).write(textChunk(''), () => response.destroy()),
    'The upstream broke off: ',
  ],
];

test.for(failures)('%s is a 502 with the reason', async ([, answer, reason]) => {
  const upstream = await startUpstream(['gpt-3.5-turbo'], answer);
  const { url, reports } = await serveUpstream(upstream.url);
  const response = await ask(url);
  const text = await response.text();
  expect(response.status).toBe(502);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(reason.endsWith(' ') ? text.slice(0, reason.length) : text).toBe(reason);
  expect(reports).toEqual([]);
});

test('an upstream that nobody listens at is a 502 that names it', async () => {
  const placeholder = createServer();
  await once(placeholder.listen(0, '127.0.0.1'), 'listening');
  const address = placeholder.address();
  const freePort = typeof address === 'object' ? address?.port : 0;
  await once(placeholder.close(), 'close');

  const { url } = await serveUpstream(`http://127.0.0.1:${freePort}`);
  const reason = `Cannot reach http://127.0.0.1:${freePort}/v1: connection refused.`;
  for (const response of [await ask(url), await fetch(`${url}/api/models`, { method: 'POST' })]) {
    expect([response.status, await response.text()]).toEqual([502, reason]);
  }
});

test('a list of models in another shape is a 502', async () => {
  const upstream = await startHttpServer((response) => sendJson(response, 200, ['a', 'b']));
  const { url } = await serveUpstream(upstream.url);
  const response = await fetch(`${url}/api/models`, { method: 'POST' });
  expect(response.status).toBe(502);
  expect(await response.text()).toContain('something else than a list of models');
});
