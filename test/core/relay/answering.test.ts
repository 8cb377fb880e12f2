import { expect, test } from 'vitest';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, createBench } from './relay-bench.ts';

test('a question is asked with the settings, and its answer arrives', async () => {
  const bench = createBench();
  bench.world.settings = {
    ...bench.world.settings,
    serverAddress: 'https://chat.example',
    defaultModel: 'gpt-4o',
    systemPrompt: 'Be brief.',
    temperature: 0.3,
  };
  const view = bench.view();
  await view.send(askStart('a', 'c', 'Hello'));
  const { model, messages, options } = bench.answer();
  expect({ model, messages }).toEqual({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Hello' }],
  });
  expect(options).toMatchObject({
    url: 'https://chat.example',
    temperature: 0.3,
    prompt: 'Be brief.',
  });
  expect(bench.world.deeds).toEqual(['headers for https://chat.example']);
  await bench.yieldApart('Xin ', 'chào');
  bench.answer().end();
  await settle();
  expect(view.answer()).toEqual({ text: 'Xin chào', state: 'complete' });
  expect(view.types()).toEqual(['answer-start', 'answer-delta', 'answer-delta', 'answer-end']);
});

test('a second question is sent with what came before', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c', 'Hello'));
  await bench.yieldApart('Hi!');
  bench.answer().end();
  await settle();
  await view.send(askStart('b', 'c', 'And now?', '', 'a'));
  expect(bench.answer().messages).toEqual([
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hi!' },
    { role: 'user', content: 'And now?' },
  ]);
});

test.each([
  { name: 'the one that the question names', model: 'gpt-4o', asked: 'gpt-4o' },
  { name: 'the name itself where it has an alias', model: 'gpt-3.5-turbo', asked: 'gpt-3.5-turbo' },
  { name: 'one that the server lists', model: 'llama', listed: ['llama'], asked: 'llama' },
])('the model is $name', async ({ model, listed = [], asked }) => {
  const bench = createBench();
  bench.world.listed = listed;
  await bench.view().send(askStart('a', 'c', 'Hello', model));
  expect(bench.answer().model).toBe(asked);
});

test('a model that nobody lists is an error, and nothing is asked', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c', 'Hello', 'llama'));
  expect(view.answer()).toEqual({
    text: '',
    state: 'failed',
    error: { kind: 'model-not-supported', model: 'llama', provider: 'AI365VIP' },
  });
  expect(bench.provider.asked).toEqual([]);
});

test('1,000 chunks reach a view in at most one message a frame, the first at once', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  bench.answer().yield('0 ');
  await settle();
  expect(view.answer()?.text).toBe('0 ');
  const begun = bench.clock.now();
  for (let chunk = 1; chunk < 1000; chunk += 1) {
    bench.answer().yield(`${chunk} `);
    await settle();
    bench.clock.advance(2);
  }
  bench.answer().end();
  await settle();
  const frames = Math.ceil((bench.clock.now() - begun) / 17);
  const deltas = view.types().filter((type) => type === 'answer-delta').length;
  expect(deltas).toBeLessThanOrEqual(frames + 1);
  expect(deltas).toBeGreaterThan(frames / 2);
  const text = Array.from({ length: 1000 }, (_, chunk) => `${chunk} `).join('');
  expect(view.answer()).toEqual({ text, state: 'complete' });
});

test('the end comes after all of the text, and at once', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  for (const text of ['a', 'b', 'c']) bench.answer().yield(text);
  bench.answer().end();
  await settle();
  expect(view.types()).toEqual(['answer-start', 'answer-delta', 'answer-delta', 'answer-end']);
  expect(view.answer()?.text).toBe('abc');
});

test('stopping keeps the text and ends the request', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Half an');
  await view.send({ type: 'ask-stop', askId: 'a' });
  expect(view.answer()).toEqual({ text: 'Half an', state: 'stopped' });
  expect(bench.answer().options.signal?.aborted).toBe(true);
});

test('a stop that comes before the question has gone out is not lost', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), { type: 'ask-stop', askId: 'a' });
  expect(view.answer()).toEqual({ text: '', state: 'stopped' });
  expect(bench.provider.asked).toEqual([]);
});

test('a stop of something else stops nothing', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), { type: 'ask-stop', askId: 'b' });
  expect(view.answer()?.state).toBe('running');
});

test('a retry asks the turn again in its place, with what came before it', async () => {
  const bench = createBench();
  const view = bench.view();
  for (const [askId, after] of [['a'], ['b', 'a'], ['c', 'b']] as const) {
    await view.send(askStart(askId, 'x', `Question ${askId}`, '', after));
    await bench.yieldApart(`Answer ${askId}`);
    bench.answer().end();
    await settle();
  }
  await view.send(askRetry('b2', 'x', 'b'));
  expect(bench.answer().messages.map(({ content }) => content)).toEqual([
    'Question a',
    'Answer a',
    'Question b',
  ]);
  await bench.yieldApart('Better');
  bench.answer().end();
  await settle();
  const texts = view.conversation()?.turns.map(({ answer }) => answer.text);
  expect(texts).toEqual(['Answer a', 'Better', 'Answer c']);
});

test('answers of two conversations run at once', async () => {
  const bench = createBench();
  const [one, two] = [bench.view(), bench.view()];
  await one.send(askStart('a', 'c1'));
  await two.send(askStart('b', 'c2'));
  const [first, second] = bench.provider.asked;
  first!.yield('One');
  second!.yield('Two');
  await settle();
  expect([one.answer()?.text, two.answer()?.text]).toEqual(['One', 'Two']);
});

test('a question wakes views whose line was lost, where there may be such', async () => {
  const bench = createBench();
  const view = bench.view();
  expect(bench.world.wakes).toBe(0);
  await view.send(askStart('a', 'c1'));
  await view.send(askStart('b', 'c2'));
  expect(bench.world.wakes).toBe(1);
  bench.view().close();
  await view.send(askStart('c', 'c3'));
  expect(bench.world.wakes).toBe(2);
});

test('the worker is kept awake exactly while answers run', async () => {
  const bench = createBench();
  const view = bench.view();
  expect(bench.world.awake).toBe(0);
  await view.send(askStart('a', 'c1'));
  await view.send(askStart('b', 'c2'));
  expect(bench.world.awake).toBe(2);
  const [first, second] = bench.provider.asked;
  first!.end();
  await settle();
  expect(bench.world.awake).toBe(1);
  second!.fail(new Error('Oh no'));
  await settle();
  expect(bench.world.awake).toBe(0);
  expect(bench.clock.waiting()).toBe(0);
});
