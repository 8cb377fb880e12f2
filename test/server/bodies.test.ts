import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRecord } from '../../core/guards.ts';
import { createDemoBackend } from '../../server/demo/demo.ts';
import { ask, chatBody, serve, serveUpstream } from './support/client.ts';
import { doneEvent, startEventStream, startUpstream, textChunk } from './support/upstream.ts';

const backend = createDemoBackend({ wordDelay: 0 });

const recordedPath = join(import.meta.dirname, '../fixtures/ai365vip-requests.json');
const recorded: unknown = JSON.parse(readFileSync(recordedPath, 'utf8'));
const cases: unknown = isRecord(recorded) ? recorded.cases : undefined;

test('the recorded requests of the reference client are accepted as they are', async () => {
  if (!Array.isArray(cases) || cases.length === 0) throw new Error('No recorded requests found');
  const upstream = await startUpstream([], (response) => {
    startEventStream(response).end(textChunk('Yes') + doneEvent);
  });
  const { url } = await serveUpstream(upstream.url);
  for (const { name, request } of cases) {
    const response = await fetch(url + request.path, {
      method: request.method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request.body),
    });
    expect([response.status, await response.text()], name).toEqual([200, 'Yes']);
    expect(upstream.requests.at(-1)?.body, name).toMatchObject({
      model: request.body.model.id,
      messages: [{ role: 'system' }, request.body.messages[0]],
      temperature: request.body.temperature,
    });
  }
});

const body = chatBody();
const withModel = (change: object) => ({ ...body, model: { ...body.model, ...change } });
const withMessage = (message: unknown) => ({ ...body, messages: [body.messages[0], message] });
const { key: _key, ...withoutKey } = body;

test.for([
  ['', 'The body is not JSON in UTF-8.'],
  ['{"model":', 'The body is not JSON in UTF-8.'],
  ['[]', 'The body must be an object.'],
  ['null', 'The body must be an object.'],
  [{ ...body, model: 'gpt-4o' }, '"model" must be an object, but is "gpt-4o".'],
  [withModel({ id: '' }), '"model.id" must be a non-empty string, but is "".'],
  [withModel({ name: 4 }), '"model.name" must be a string, but is 4.'],
  [withModel({ maxLength: 1.5 }), '"model.maxLength" must be a whole number above 0, but is 1.5.'],
  [withModel({ tokenLimit: '8' }), '"model.tokenLimit" must be a whole number above 0'],
  [{ ...body, messages: {} }, '"messages" must be an array with at least one message, but is {}.'],
  [{ ...body, messages: [] }, '"messages" must be an array with at least one message, but is [].'],
  [withMessage('Hi'), '"messages[1]" must be an object, but is "Hi".'],
  [withMessage({ role: 'user' }), '"messages[1].content" must be a string, but is missing.'],
  [withMessage({ content: '' }), '"messages[1].role" must be a non-empty string, but is missing.'],
  [withoutKey, '"key" must be a string, but is missing.'],
  [{ ...body, prompt: null }, '"prompt" must be a string, but is null.'],
  [{ ...body, temperature: 3 }, '"temperature" must be a number from 0 to 2, but is 3.'],
  [{ ...body, temperature: '1' }, '"temperature" must be a number from 0 to 2, but is "1".'],
] as const)('the body %j is a 400 with the reason', async ([wrongBody, reason]) => {
  const { url } = await serve({ backend });
  const response = await ask(url, wrongBody);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  const text = await response.text();
  expect(text.slice(0, reason.length)).toBe(reason);
});

test('a body that is not UTF-8 is a 400', async () => {
  const { url } = await serve({ backend });
  const bytes = Buffer.from(JSON.stringify(chatBody('é')), 'latin1');
  const response = await fetch(`${url}/api/chat`, { method: 'POST', body: bytes });
  expect([response.status, await response.text()]).toEqual([
    400,
    expect.stringContaining('not JSON in UTF-8'),
  ]);
});

test('a body of exactly the limit is accepted, one byte more is a 413', async () => {
  const text = JSON.stringify(chatBody('é'));
  const size = Buffer.byteLength(text);
  for (const [maxBodyBytes, status] of [
    [size, 200],
    [size - 1, 413],
  ] as const) {
    const { url } = await serve({ backend, maxBodyBytes });
    const response = await ask(url, text);
    expect(response.status).toBe(status);
    if (status === 413) expect(await response.text()).toContain(`at most ${size - 1} bytes`);
    else await response.text();
  }
});

test('far more than the default limit of 4 MiB is a 413, with and without a length', async () => {
  const { url } = await serve({ backend });
  const huge = JSON.stringify(chatBody('x'.repeat(12 * 1024 * 1024)));
  const streamed = new Blob([huge]).stream();
  const withoutLength = { method: 'POST', body: streamed, duplex: 'half' } as const;
  for (const response of [await ask(url, huge), await fetch(`${url}/api/chat`, withoutLength)]) {
    expect([response.status, await response.text()]).toEqual([
      413,
      'The request is too large: at most 4194304 bytes are accepted.',
    ]);
  }
});

test('a client that is still sending too much is told so without a reset', async () => {
  const { url } = await serve({ backend });
  const { host, hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  const ended = new Promise<string>((resolve, reject) => {
    let received = '';
    socket.on('data', (text) => {
      received += text;
      if (received.includes('bytes are accepted.')) socket.end();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
  socket.write(`POST /api/chat HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 67108864\r\n\r\n`);
  socket.write('x'.repeat(6 * 1024 * 1024));
  expect(await ended).toMatch(/^HTTP\/1\.1 413 /);
});
