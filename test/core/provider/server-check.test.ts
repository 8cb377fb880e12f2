import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { createListedModels, defaultModelOf, modelsToChoose } from '../../../core/model-list.ts';
import { AI365VIP } from '../../../core/provider/ai365vip.ts';
import { createServerCheck } from '../../../core/provider/server-check.ts';
import { defaultSettings } from '../../../core/settings.ts';
import { type ReceivedRequest, startLoopbackServer } from '../../doubles/loopback-server.ts';
import { createManualClock } from '../../doubles/manual-clock.ts';
import { createMemoryStore } from '../../doubles/memory-store.ts';

type Reply = (response: ServerResponse, request: ReceivedRequest) => void;

const json = (body: unknown): Reply => {
  return (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const text =
  (body: string, status = 200): Reply =>
  (response) =>
    response.writeHead(status).end(body);

/** A server with these replies, set as the one to ask, and a check of it. */
async function setUp({ models = text('', 404), chat = text('Hello!') } = {}) {
  const server = await startLoopbackServer((response, request) =>
    (request.path === '/api/models' ? models : chat)(response, request),
  );
  const clock = createManualClock();
  const listed = createListedModels(createMemoryStore());
  const world = { permitted: true, headersFor: [] as string[] };
  const check = createServerCheck({
    provider: AI365VIP,
    clock,
    listed,
    getSettings: async () => ({ ...defaultSettings, serverAddress: server.url }),
    hasPermission: async () => world.permitted,
    setRequestHeaders: async (address) => void world.headersFor.push(address),
  });
  return { server, clock, listed, world, check };
}

test('a server is known by the models that it lists, and they are kept', async () => {
  const names = [{ id: 'llama' }, { id: '' }, { name: 'x' }, null, { id: 'mistral', name: 'M' }];
  const { server, check, listed, world, clock } = await setUp({ models: json(names) });
  const found = { kind: 'models', models: ['llama', 'mistral'] };
  expect(await check.testConnection(`${server.url}/`)).toEqual(found);
  expect(server.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
    { method: 'POST', path: '/api/models', body: '{"key":""}' },
  ]);
  expect(world.headersFor).toEqual([server.url]);
  expect((await listed.read())(server.url)).toEqual(found.models);
  expect(await check.listModels(false)).toEqual({
    models: ['llama', 'mistral'],
    defaultModel: 'llama',
  });
  expect(server.requests).toHaveLength(1);
  expect(clock.waiting()).toBe(0);
});

test.each<{ name: string; models: Reply }>([
  { name: 'has no list', models: text('Not found', 404) },
  { name: 'lists nothing', models: json([]) },
  { name: 'lists something else', models: json({ data: [{ id: 'llama' }] }) },
  { name: 'answers with text', models: text('Hi') },
  { name: 'hangs up', models: (response) => response.socket?.destroy() },
])('a server that $name is asked a short question', async ({ models }) => {
  const { server, check } = await setUp({ models });
  expect(await check.testConnection(server.url)).toEqual({ kind: 'answered' });
  expect(server.requests.map(({ path }) => path)).toEqual(['/api/models', '/api/chat']);
});

test('what fails is told', async () => {
  const { server, check } = await setUp({ chat: text('Out of order', 500) });
  expect(await check.testConnection(server.url)).toEqual({
    kind: 'failed',
    error: { kind: 'http', host: server.host, status: 500, detail: 'Out of order' },
  });
});

test('a server that may not be reached is not asked', async () => {
  const { server, check, world } = await setUp();
  world.permitted = false;
  expect(await check.testConnection(server.url)).toEqual({
    kind: 'failed',
    error: { kind: 'no-permission', host: server.host, origin: 'http://127.0.0.1/*' },
  });
  expect(await check.testConnection('ftp://chat.example')).toEqual({
    kind: 'failed',
    error: { kind: 'bad-address', address: 'ftp://chat.example' },
  });
  expect(server.requests).toEqual([]);
});

test('a server that stays silent is given up after 20 seconds', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const { server, check, clock } = await setUp({ models: () => arrive() });
  const finding = check.testConnection(server.url);
  await arrived;
  clock.advance(20_000);
  expect(await finding).toEqual({
    kind: 'failed',
    error: { kind: 'stalled', host: server.host, seconds: 20 },
  });
});

test('models are asked for anew only with a refresh, and what was listed last stands', async () => {
  let models: Reply = json([{ id: 'llama' }]);
  const { server, check } = await setUp({ models: (...given) => models(...given) });
  const usual = { models: [...AI365VIP.models], defaultModel: 'gpt-3.5-turbo' };
  expect(await check.listModels(false)).toEqual(usual);
  expect(server.requests).toEqual([]);
  expect((await check.listModels(true)).models).toEqual(['llama']);
  models = text('Out of order', 500);
  expect((await check.listModels(true)).models).toEqual(['llama']);
  expect(server.requests).toHaveLength(2);
});

test.each([
  { address: AI365VIP.url, listed: [], models: AI365VIP.models, usual: 'gpt-3.5-turbo' },
  {
    address: AI365VIP.url,
    listed: ['gpt-4o', 'gpt-9'],
    models: [...AI365VIP.models, 'gpt-9'],
    usual: 'gpt-3.5-turbo',
  },
  { address: 'http://localhost', listed: [], models: AI365VIP.models, usual: 'gpt-3.5-turbo' },
  { address: 'http://localhost', listed: ['llama'], models: ['llama'], usual: 'llama' },
])(
  'at $address with $listed listed, $models can be chosen',
  ({ address, listed, models, usual }) => {
    expect(modelsToChoose(AI365VIP, address, listed)).toEqual(models);
    expect(defaultModelOf(AI365VIP, address, listed)).toBe(usual);
  },
);

test.each([null, 'text', { address: 'http://localhost' }, { models: ['llama'] }])(
  'a kept list that cannot be read is none: %j',
  async (stored) => {
    const store = createMemoryStore();
    store.plant('models', stored);
    expect((await createListedModels(store).read())('http://localhost')).toEqual([]);
  },
);

test('a list is kept for its own server alone', async () => {
  const listed = createListedModels(createMemoryStore());
  await listed.write('http://localhost', ['llama']);
  expect((await listed.read())('http://localhost')).toEqual(['llama']);
  expect((await listed.read())('https://chat.example')).toEqual([]);
});
