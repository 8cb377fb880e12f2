import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AI365VIP } from '../../../core/provider/ai365vip.ts';
import type { Message } from '../../../core/provider/provider.ts';
import { startLoopbackServer } from '../../doubles/loopback-server.ts';

interface RecordedCase {
  readonly name: string;
  readonly model: string;
  readonly messages: readonly Message[];
  readonly request: { readonly method: string; readonly path: string; readonly body: unknown };
}

const cases: readonly RecordedCase[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/ai365vip-requests.json'), 'utf8'),
).cases;

async function read(answer: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of answer) text += piece;
  return text;
}

test('there are recorded requests to compare with', () => {
  expect(cases.length).toBeGreaterThan(0);
});

test.each(cases)('the request for "$name" is the recorded one', async (recorded) => {
  const sent: { url: unknown; init: RequestInit | undefined }[] = [];
  const request: typeof fetch = async (url, init) => {
    sent.push({ url, init });
    return new Response('Hi');
  };
  await read(AI365VIP.createAsyncGenerator(recorded.model, recorded.messages, { fetch: request }));
  expect(sent).toHaveLength(1);
  const { url, init } = sent[0]!;
  expect(url).toBe(`https://chat.ai365vip.com${recorded.request.path}`);
  expect(init?.method).toBe(recorded.request.method);
  expect(new Headers(init?.headers).get('content-type')).toBe('application/json');
  expect(init?.credentials).toBe('include');
  expect(JSON.parse(String(init?.body))).toStrictEqual(recorded.request.body);
});

test('a real server receives each recorded request and its answer is read', async () => {
  const server = await startLoopbackServer((response) => response.end('Xin chào 👋'));
  for (const { model, messages } of cases) {
    const answer = AI365VIP.createAsyncGenerator(model, messages, { url: server.url });
    expect(await read(answer)).toBe('Xin chào 👋');
  }
  const received = server.requests.map(({ method, path, headers, body }) => ({
    method,
    path,
    type: headers['content-type'],
    body: JSON.parse(body),
  }));
  const expected = cases.map(({ request }) => ({ type: 'application/json', ...request }));
  expect(received).toStrictEqual(expected);
});

test('the options reach the request', async () => {
  const bodies: unknown[] = [];
  const answer = AI365VIP.createAsyncGenerator('gpt-4o', [{ role: 'user', content: 'Hello' }], {
    url: 'https://chat.example/path/',
    temperature: 0.2,
    prompt: 'Be brief.',
    key: 'secret',
    fetch: async (url, init) => {
      bodies.push(url, JSON.parse(String(init?.body)));
      return new Response('Hi');
    },
  });
  expect(await read(answer)).toBe('Hi');
  expect(bodies).toMatchObject([
    'https://chat.example/path/api/chat',
    { temperature: 0.2, prompt: 'Be brief.', key: 'secret' },
  ]);
});

test('no model name asks for the default model', async () => {
  let body = '';
  const answer = AI365VIP.createAsyncGenerator('', [{ role: 'user', content: 'Hello' }], {
    fetch: async (_, init) => {
      body = String(init?.body);
      return new Response('Hi');
    },
  });
  await read(answer);
  expect(JSON.parse(body)).toMatchObject({ model: { id: 'gpt-3.5-turbo' } });
});
