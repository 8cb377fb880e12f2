import { expect, test } from 'vitest';
import { AskFailure } from '../../../core/errors.ts';
import { AI365VIP } from '../../../core/provider/ai365vip.ts';
import type { AskOptions } from '../../../core/provider/provider.ts';
import { startLoopbackServer } from '../../doubles/loopback-server.ts';

const start = (options: AskOptions) =>
  AI365VIP.createAsyncGenerator('gpt-4o', [{ role: 'user', content: 'Hello' }], options);

/** What the next step throws. */
const thrownBy = (answer: AsyncGenerator<string>): Promise<unknown> =>
  answer.next().then(
    (step) => expect.fail(`It went on: ${JSON.stringify(step)}`),
    (thrown: unknown) => thrown,
  );

const reasons = [
  { name: 'the default reason', reason: undefined },
  { name: 'a reason of its own', reason: new Error('Enough') },
];

function expectReason(thrown: unknown, signal: AbortSignal): void {
  expect(thrown).toBe(signal.reason);
  expect(thrown).not.toBeInstanceOf(AskFailure);
}

test.each(reasons)(
  'stopping before the request throws $name, and nothing is sent',
  async ({ reason }) => {
    const signal = AbortSignal.abort(reason);
    let requests = 0;
    const request: typeof fetch = async () => {
      requests += 1;
      return new Response('Hi');
    };
    expectReason(await thrownBy(start({ signal, fetch: request })), signal);
    expect(requests).toBe(0);
  },
);

test.each(reasons)(
  'stopping while the server has not answered throws $name',
  async ({ reason }) => {
    const stopping = new AbortController();
    const server = await startLoopbackServer(() => stopping.abort(reason));
    const answer = start({ url: server.url, signal: stopping.signal });
    expectReason(await thrownBy(answer), stopping.signal);
  },
);

test.each(reasons)('stopping amid the answer throws $name', async ({ reason }) => {
  const stopping = new AbortController();
  const server = await startLoopbackServer((response) => void response.write('Xin '));
  const answer = start({ url: server.url, signal: stopping.signal });
  expect(await answer.next()).toEqual({ done: false, value: 'Xin ' });
  const thrown = thrownBy(answer);
  stopping.abort(reason);
  expectReason(await thrown, stopping.signal);
  expect(await answer.next()).toEqual({ done: true, value: undefined });
});

test.each(reasons)(
  'stopping while the reason of a failure is read throws $name',
  async ({ reason }) => {
    const stopping = new AbortController();
    let body: ReadableStreamDefaultController<Uint8Array> | undefined;
    stopping.signal.addEventListener('abort', () => body?.error(stopping.signal.reason));
    const request: typeof fetch = async () =>
      new Response(
        new ReadableStream<Uint8Array>({
          start: (controller) => {
            body = controller;
          },
          pull: () => stopping.abort(reason),
        }),
        { status: 500 },
      );
    const answer = start({ fetch: request, signal: stopping.signal });
    expectReason(await thrownBy(answer), stopping.signal);
  },
);

test('a body that knows nothing of the signal is let go as well', async () => {
  const stopping = new AbortController();
  const cancelled: unknown[] = [];
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('Hi')),
    cancel: (reason) => void cancelled.push(reason),
  });
  const answer = start({ fetch: async () => new Response(body), signal: stopping.signal });
  await answer.next();
  const thrown = thrownBy(answer);
  stopping.abort();
  expectReason(await thrown, stopping.signal);
  expect(cancelled).toHaveLength(1);
});

test('an answer that its reader leaves lets the connection go', async () => {
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  const server = await startLoopbackServer((response) => {
    response.on('close', close).write('Hi');
  });
  for await (const text of start({ url: server.url })) {
    expect(text).toBe('Hi');
    break;
  }
  await closed;
});
