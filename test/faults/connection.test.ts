import { describe } from 'vitest';
import { inEachBrowser } from './harness/test.ts';
import { numbers } from './harness/texts.ts';

const interrupted = /^Interrupted — The connection to .* broke before the answer ended/;

describe.each(inEachBrowser)('The connection fails in $kind', ({ test }) => {
  const unreachable = { promise: 'the question is kept; the server is said to be out of reach' };
  const kept = { promise: 'the text is kept up to the cut, to the byte, and called interrupted' };

  test('connection refused', { meta: unreachable }, async ({ chat, service, see }) => {
    await service.door.shut();
    await chat.send();
    see(await chat.expectOutcome({ text: '', says: /^Cannot reach/, asked: 0 }));
    await service.door.open();
  });

  test('reset before the headers', { meta: unreachable }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.reset();
    see(await chat.expectOutcome({ text: '', says: /^Cannot reach/ }));
  });

  test('cut before the headers', { meta: unreachable }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.cut();
    see(await chat.expectOutcome({ text: '', says: /^Cannot reach/ }));
  });

  test('reset before the headers, connection used before', { meta: unreachable }, async ({
    chat,
    see,
  }) => {
    await chat.warmUp();
    const ask = await chat.ask();
    ask.reset();
    see(await chat.expectOutcome({ text: '', says: /^Cannot reach/ }));
  });

  test('cut before the headers, connection used before', { meta: unreachable }, async ({
    chat,
    see,
  }) => {
    await chat.warmUp();
    const ask = await chat.ask();
    ask.cut();
    see(await chat.expectOutcome({ text: '', says: /^Cannot reach/ }));
  });

  const either = { promise: 'the question is kept; said to be interrupted or out of reach' };
  test('reset after the headers', { meta: either }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.open();
    ask.reset();
    see(await chat.expectOutcome({ text: '', says: /^(Interrupted|Cannot reach)/ }));
  });

  for (const bytes of [1, 1000, 65_536]) {
    test(`reset after ${bytes} bytes`, { meta: kept }, async ({ chat, see }) => {
      const ask = await chat.ask();
      ask.write(numbers(bytes));
      await chat.waitForText(numbers(bytes));
      ask.reset();
      see(await chat.expectOutcome({ text: numbers(bytes), says: interrupted }));
    });
  }

  test('cut after 1000 bytes', { meta: kept }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.write(numbers(1000));
    await chat.waitForText(numbers(1000));
    ask.cut();
    see(await chat.expectOutcome({ text: numbers(1000), says: interrupted }));
  });

  test('closed in good order after 1000 bytes', { meta: kept }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.write(numbers(1000));
    await chat.waitForText(numbers(1000));
    ask.hangUp();
    see(await chat.expectOutcome({ text: numbers(1000), says: interrupted }));
  });

  test('fewer bytes than announced', { meta: kept }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.open({ 'content-length': '2000' });
    ask.write(numbers(1000));
    await chat.waitForText(numbers(1000));
    ask.hangUp();
    see(await chat.expectOutcome({ text: numbers(1000), says: interrupted }));
  });

  test('cut inside a character', { meta: kept }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.write(Buffer.from('Hà Nội 🌱').subarray(0, -1));
    await chat.waitForText('Hà Nội');
    ask.cut();
    see(await chat.expectOutcome({ text: 'Hà Nội ', says: interrupted }));
  });

  test('ended inside a character', { meta: kept }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.write(Buffer.from('Hà Nội 🌱').subarray(0, -1));
    ask.end();
    see(await chat.expectOutcome({ text: 'Hà Nội ', says: interrupted }));
  });

  test('cut in the same moment as the text', {
    meta: { promise: 'no second of text is lost: at most what the browser had not handed on' },
  }, async ({ chat, see }) => {
    const ask = await chat.ask();
    ask.write(numbers(1000));
    ask.cut();
    see(await chat.expectOutcome({ text: { sent: numbers(1000) }, says: interrupted }));
  });
});
