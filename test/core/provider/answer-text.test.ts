import { expect, test } from 'vitest';
import { AI365VIP } from '../../../core/provider/ai365vip.ts';
import { startLoopbackServer } from '../../doubles/loopback-server.ts';
import { ask, bodyOf, respondWith } from './ask.ts';

const byteOrderMark = '\ufeff';
const texts = [
  { name: 'one byte a character', text: 'Plain words.\n' },
  { name: 'two bytes', text: 'Größe naïve жизнь' },
  { name: 'three bytes', text: 'Tiếng Việt, 人工智能, 한국어' },
  { name: 'four bytes', text: '😀𝔸🧿' },
  { name: 'joined emoji', text: 'a👩‍👩‍👧‍👦b👍🏽c🇻🇳' },
  { name: 'a byte order mark within', text: `a${byteOrderMark}b` },
  { name: 'a byte order mark at the start', text: `${byteOrderMark}start` },
  { name: 'white space alone', text: ' \n' },
];
const bytesOf = (text: string) => new TextEncoder().encode(text);

test.each(texts)('the text is right wherever the body is cut in two: $name', async ({ text }) => {
  const bytes = bytesOf(text);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const body = bodyOf(bytes.subarray(0, cut), bytes.subarray(cut));
    expect(await ask({ fetch: respondWith(body) }), `cut at ${cut}`).toEqual({ text });
  }
});

test.each(texts)('the text is right one byte at a time: $name', async ({ text }) => {
  const body = bodyOf(...Array.from(bytesOf(text), (byte) => Uint8Array.of(byte)));
  expect(await ask({ fetch: respondWith(body) })).toEqual({ text });
});

test('a piece is handed on as soon as its bytes have come', async () => {
  let send: ((bytes: Uint8Array) => void) | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      send = (bytes) => controller.enqueue(bytes);
    },
  });
  const answer = AI365VIP.createAsyncGenerator('', [], { fetch: respondWith(body) });
  const [first, second] = [bytesOf('Xin '), bytesOf('chào')];
  send?.(first);
  expect(await answer.next()).toEqual({ done: false, value: 'Xin ' });
  send?.(second);
  expect(await answer.next()).toEqual({ done: false, value: 'chào' });
  await answer.return();
});

const whole = 'aé人😀z';
const cuts = Array.from(bytesOf(whole), (_, cut) => cut);
/** The characters whose bytes all stand before the cut. */
const textBefore = (cut: number) =>
  new TextDecoder().decode(bytesOf(whole).subarray(0, cut), { stream: true });

test.each([
  { name: 'its length is known', headers: { 'content-length': String(bytesOf(whole).length) } },
  { name: 'it comes in chunks', headers: { 'transfer-encoding': 'chunked' } },
])(
  'an answer that breaks off at any byte is cut, with the text before it: $name',
  async ({ headers }) => {
    let cut = 0;
    const server = await startLoopbackServer((response) => {
      response.writeHead(200, { 'content-type': 'text/plain', ...headers }).flushHeaders();
      // The bytes have left before the connection goes.
      response.write(bytesOf(whole).subarray(0, cut), () => response.socket?.destroySoon());
    });
    for (cut of cuts) {
      expect(await ask({ url: server.url }), `after ${cut} bytes`).toEqual({
        text: textBefore(cut),
        error: { kind: 'cut', host: server.host },
      });
    }
  },
);

test('a body that ends inside a character is cut', async () => {
  const bytes = bytesOf('ab人').subarray(0, 4);
  expect(await ask({ fetch: respondWith(bytes), url: 'https://chat.example' })).toEqual({
    text: 'ab',
    error: { kind: 'cut', host: 'chat.example' },
  });
});

test('a body of half a character alone is cut, not empty', async () => {
  const bytes = bytesOf('人').subarray(0, 2);
  expect(await ask({ fetch: respondWith(bytes), url: 'https://chat.example' })).toEqual({
    text: '',
    error: { kind: 'cut', host: 'chat.example' },
  });
});
