import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { ask, readByHand, serveUpstream } from './support/client.ts';
import {
  dataEvent,
  doneEvent,
  startEventStream,
  startUpstream,
  textChunk,
} from './support/upstream.ts';

/** An upstream whose one completion the test writes piece by piece. */
async function startSteppedUpstream() {
  const { promise: completion, resolve } = Promise.withResolvers<ServerResponse>();
  const upstream = await startUpstream(['gpt-3.5-turbo'], resolve);
  return { ...upstream, completion };
}

test('each piece reaches the client before the next one is made', async () => {
  const upstream = await startSteppedUpstream();
  const { url } = await serveUpstream(upstream.url);
  const asked = ask(url);
  const completion = startEventStream(await upstream.completion);

  completion.write(textChunk('Grü'));
  const response = await asked;
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  const reader = readByHand(response);
  expect(await reader.until('Grü')).toBe('Grü');
  completion.write(textChunk('ße, '));
  expect(await reader.until('Grüße, ')).toBe('Grüße, ');
  completion.write(textChunk('🌍'));
  expect(await reader.until('Grüße, 🌍')).toBe('Grüße, 🌍');
  completion.end(textChunk('!', 'stop') + doneEvent);
  expect(await reader.rest()).toEqual({ text: 'Grüße, 🌍!', end: 'complete' });
});

test('[DONE] ends the answer though the upstream keeps the connection open', async () => {
  const upstream = await startSteppedUpstream();
  const { url } = await serveUpstream(upstream.url);
  const asked = ask(url);
  startEventStream(await upstream.completion).write(textChunk('Yes.') + doneEvent);
  expect(await (await asked).text()).toBe('Yes.');
});

test('an answer without any text is complete and empty', async () => {
  const upstream = await startUpstream([], (response) => {
    startEventStream(response).end(doneEvent);
  });
  const { url } = await serveUpstream(upstream.url);
  const response = await ask(url);
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('a character that the upstream splits between two pieces arrives whole', async () => {
  const upstream = await startUpstream([], (response) => {
    const [high, low] = ['\ud83c', '\udf0d'].map((half) => textChunk(half));
    startEventStream(response).end(`${high}${low}${doneEvent}`);
  });
  const { url } = await serveUpstream(upstream.url);
  expect(await (await ask(url)).text()).toBe('🌍');
});

test('a client that goes away in mid-answer ends the upstream request', async () => {
  const upstream = await startSteppedUpstream();
  const { url, reports } = await serveUpstream(upstream.url);
  const abort = new AbortController();
  const asked = ask(url, undefined, abort.signal);
  const completion = startEventStream(await upstream.completion);
  completion.write(textChunk('One'));
  await readByHand(await asked).until('One');

  const closed = once(completion, 'close');
  abort.abort();
  await closed;
  expect(completion.writableFinished).toBe(false);
  expect(reports).toEqual([]);
});

test('a client that goes away before any text ends the upstream request', async () => {
  const upstream = await startSteppedUpstream();
  const { url, reports } = await serveUpstream(upstream.url);
  const abort = new AbortController();
  const asked = ask(url, undefined, abort.signal).catch((error: Error) => error.name);
  const completion = await upstream.completion;

  const closed = once(completion, 'close');
  abort.abort();
  expect(await asked).toBe('AbortError');
  await closed;
  expect(completion.headersSent).toBe(false);
  expect(reports).toEqual([]);
});

test('closing the server cuts what runs and ends the upstream request', async () => {
  const upstream = await startSteppedUpstream();
  const { url, close } = await serveUpstream(upstream.url);
  const asked = ask(url);
  const completion = startEventStream(await upstream.completion);
  completion.write(textChunk('One'));
  const reader = readByHand(await asked);
  await reader.until('One');

  const closed = once(completion, 'close');
  await Promise.all([close(), close()]);
  expect(await reader.rest()).toEqual({ text: 'One', end: 'cut' });
  await closed;
});

test.for([
  ['an error event', dataEvent({ error: { message: 'out of memory' } }), 'out of memory'],
  ['an event that is not JSON', 'data: <html>\n\n', 'not JSON'],
  ['an end without [DONE]', '', 'middle of its answer'],
])('%s after some text is a cut, with all the text before it', async ([, bytes, reason]) => {
  const upstream = await startUpstream([], (response) => {
    startEventStream(response).end(textChunk('Half an ans') + bytes);
  });
  const { url, reports } = await serveUpstream(upstream.url);
  const response = await ask(url);
  expect(response.status).toBe(200);
  expect(await readByHand(response).rest()).toEqual({ text: 'Half an ans', end: 'cut' });
  expect(reports).toEqual([expect.stringContaining(reason!)]);
});

test('an upstream connection that breaks after some text is a cut', async () => {
  const upstream = await startSteppedUpstream();
  const { url, reports } = await serveUpstream(upstream.url);
  const asked = ask(url);
  const completion = startEventStream(await upstream.completion);
  completion.write(textChunk('Half'));
  const reader = readByHand(await asked);
  await reader.until('Half');
  completion.destroy();
  expect(await reader.rest()).toEqual({ text: 'Half', end: 'cut' });
  expect(reports).toEqual([expect.stringContaining('The upstream broke off')]);
});

test('a connection that breaks after the finish_reason loses nothing', async () => {
  const upstream = await startSteppedUpstream();
  const { url } = await serveUpstream(upstream.url);
  const asked = ask(url);
  const completion = startEventStream(await upstream.completion);
  completion.write(textChunk('Whole.', 'stop'));
  const reader = readByHand(await asked);
  await reader.until('Whole.');
  completion.destroy();
  expect(await reader.rest()).toEqual({ text: 'Whole.', end: 'complete' });
});
