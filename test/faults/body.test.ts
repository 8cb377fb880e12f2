import { describe } from 'vitest';
import { inEachBrowser } from './harness/test.ts';

const html = '<!doctype html><title>Welcome</title><p>Hello</p>';

describe.each(inEachBrowser)('The body is no answer in $kind', ({ test }) => {
  const never = { promise: 'never taken for an answer: told in words of its own' };

  test('HTML with status 200', { meta: never }, async ({ chat, see }) => {
    (await chat.ask()).respond(200, { 'content-type': 'text/html; charset=utf-8' }, html);
    see(await chat.expectOutcome({ text: '', says: /It sent a web page/ }));
  });

  test('JSON with status 200', { meta: never }, async ({ chat, see }) => {
    const json = { 'content-type': 'application/json' };
    (await chat.ask()).respond(200, json, '{"error":"The model is gone"}');
    see(await chat.expectOutcome({ text: '', says: /It sent data.*The model is gone/ }));
  });

  test('nothing with status 200', { meta: never }, async ({ chat, see }) => {
    (await chat.ask()).respond(200, { 'content-type': 'text/plain' });
    see(await chat.expectOutcome({ text: '', says: /^The answer was empty/ }));
  });

  test('status 204', { meta: never }, async ({ chat, see }) => {
    (await chat.ask()).respond(204);
    see(await chat.expectOutcome({ text: '', says: /^The answer was empty/ }));
  });
});

describe.each(inEachBrowser)('The body is odd in $kind', ({ test }) => {
  const whole = { promise: 'complete, every byte as it was sent' };

  test('a byte order mark at the start', { meta: whole }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.write('\uFEFFBOM first');
    ask.end();
    see(await chat.expectOutcome({ text: '\uFEFFBOM first', says: '' }));
  });

  test('bytes that are no UTF-8', {
    meta: { promise: 'complete; a replacement character for each broken one, the rest whole' },
  }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.write(Buffer.from([0x61, 0xff, 0x62, 0xc3, 0x28, 0x63]));
    ask.end();
    see(await chat.expectOutcome({ text: 'a\uFFFDb\uFFFD(c', says: '' }));
  });

  test('one byte in each packet', { meta: whole }, async ({ chat, see }) => {
    const text = 'Hà Nội 🌱, each byte by itself';
    const ask = await chat.ask();
    for (const byte of Buffer.from(text)) {
      ask.write(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    ask.end();
    see(await chat.expectOutcome({ text, says: '' }));
  });

  test('no content type', { meta: whole }, async ({ chat, see }) => {
    (await chat.ask()).respond(200, {}, 'Plain text all the same');
    see(await chat.expectOutcome({ text: 'Plain text all the same', says: '' }));
  });
});
