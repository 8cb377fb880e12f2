import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCompletionDecoder } from '../../server/upstream/completion-decoder.ts';
import { ask, readByHand, serveUpstream } from './support/client.ts';
import { startEventStream, startUpstream } from './support/upstream.ts';

const stream = readFileSync(join(import.meta.dirname, 'fixtures', 'completion.sse'));
const wholeAnswer = 'Grüße, 世界 🌍!';
const afterFinish = stream.indexOf('"usage"');

const textOf = (pieces: readonly Uint8Array[]) => {
  const decode = createCompletionDecoder();
  const events = pieces.flatMap((piece) => decode(piece));
  return {
    text: events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    last: events.at(-1)?.type,
  };
};

const expected = { text: wholeAnswer, last: 'done' };

test('the decoder reads the same answer from the stream cut at every byte', () => {
  for (let cut = 0; cut <= stream.length; cut += 1) {
    expect(textOf([stream.subarray(0, cut), stream.subarray(cut)]), `cut at ${cut}`).toEqual(
      expected,
    );
  }
});

test('the decoder reads the same answer byte by byte, and with other line ends', () => {
  expect(textOf([...stream].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
  for (const lineEnd of ['\r\n', '\r']) {
    const bytes = Buffer.from(stream.toString().replaceAll('\n', lineEnd));
    expect(textOf([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
  }
});

test('over HTTP the answer is whole wherever the stream is cut in two', async () => {
  let cut = 0;
  const upstream = await startUpstream(['gpt-3.5-turbo'], (response) => {
    startEventStream(response).write(stream.subarray(0, cut), () => {
      setImmediate(() => response.end(stream.subarray(cut)));
    });
  });
  const { url } = await serveUpstream(upstream.url);
  for (cut = 1; cut < stream.length; cut += 1) {
    expect(await (await ask(url)).text(), `cut at ${cut}`).toBe(wholeAnswer);
  }
});

test('over HTTP a stream that ends early is never taken for a complete answer', async () => {
  let length = 0;
  const upstream = await startUpstream(['gpt-3.5-turbo'], (response) => {
    startEventStream(response).end(stream.subarray(0, length));
  });
  const { url } = await serveUpstream(upstream.url);
  const ends = new Map<string, number>();
  for (length = 0; length <= stream.length; length += 1) {
    const response = await ask(url);
    const { text, end } = await readByHand(response).rest();
    const outcome = response.status === 200 ? end : String(response.status);
    ends.set(outcome, (ends.get(outcome) ?? 0) + 1);
    if (outcome !== '502') expect(wholeAnswer.startsWith(text), `after ${length}`).toBe(true);
    if (outcome === 'complete') expect(text, `after ${length}`).toBe(wholeAnswer);
    if (length < afterFinish - 200) expect(outcome, `after ${length}`).not.toBe('complete');
    if (length > afterFinish) expect(outcome, `after ${length}`).toBe('complete');
  }
  expect([...ends.keys()]).toEqual(['502', 'cut', 'complete']);
});
