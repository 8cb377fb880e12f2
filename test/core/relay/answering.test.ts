import { expect, test } from 'vitest';
import { type AskError, AskFailure } from '../../../core/errors.ts';
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
  await view.send(askStart('b', 'c', 'And now?'));
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
  await bench.view().send({ ...askStart('a', 'c'), model } as never);
  expect(bench.answer().model).toBe(asked);
});

test('a model that nobody lists is an error, and nothing is asked', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send({ ...askStart('a', 'c'), model: 'llama' } as never);
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
  const frames = Math.ceil((bench.clock.now() - begun) / 16);
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
  for (const askId of ['a', 'b', 'c']) {
    await view.send(askStart(askId, 'x'));
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

test('the same question sent twice is asked once: at once, while it runs and when it has ended', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), askStart('a', 'c'));
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Hi');
  bench.answer().end();
  await settle();
  await view.send(askStart('a', 'c'));
  expect(bench.provider.asked).toHaveLength(1);
  expect(view.types()).not.toContain('ask-refused');
  expect(view.conversation()?.turns).toHaveLength(1);
});

test('a second question while one runs is refused, and may be asked afterwards', async () => {
  const bench = createBench();
  const view = bench.view();
  const other = bench.view();
  await view.send(askStart('a', 'c'), askStart('b', 'c'));
  await other.send(askStart('d', 'c'), askRetry('e', 'c', 'a'));
  const refused = (askId: string) => ({ type: 'ask-refused', askId, reason: 'busy' });
  expect(view.received).toContainEqual(refused('b'));
  expect(other.received).toEqual([refused('d'), refused('e')]);
  expect(bench.provider.asked).toHaveLength(1);
  bench.answer().end();
  await settle();
  await view.send(askStart('b', 'c'));
  expect(bench.provider.asked).toHaveLength(2);
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

test.each([
  { name: 'blank', question: { text: ' \n' }, reason: 'blank' },
  { name: 'a quote alone', question: { text: '', quote: 'Quote', action: 'ask' }, reason: 'blank' },
  { name: 'too large', question: { text: 'x'.repeat(2_000_001) }, reason: 'too-large' },
  {
    name: 'too large with its quote',
    question: { text: 'x'.repeat(1_000_000), quote: 'y'.repeat(1_000_001) },
    reason: 'too-large',
  },
])('a question is refused that is $name', async ({ question, reason }) => {
  const bench = createBench();
  const view = bench.view();
  await view.sendRaw({ ...askStart('a', 'c'), question });
  expect(view.received).toEqual([{ type: 'ask-refused', askId: 'a', reason }]);
  expect(bench.store.calls.filter(({ method }) => method === 'set')).toEqual([]);
});

test('a retry of a turn that is not there is refused', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askRetry('b', 'c', 'a'));
  expect(view.received).toEqual([{ type: 'ask-refused', askId: 'b', reason: 'not-allowed' }]);
});

const failures: readonly { thrown: unknown; online?: boolean; error: AskError }[] = [
  ...(
    [
      { kind: 'network', host: 'chat.example' },
      { kind: 'http', host: 'chat.example', status: 500, detail: 'Oh no' },
      { kind: 'human-check', url: 'https://chat.example' },
      { kind: 'empty-answer', host: 'chat.example' },
      { kind: 'cut', host: 'chat.example' },
      { kind: 'question-too-long', tokens: 9, limit: 8 },
    ] satisfies AskError[]
  ).map((error) => ({ thrown: new AskFailure(error), error })),
  {
    thrown: new AskFailure({ kind: 'network', host: 'chat.example' }),
    online: false,
    error: { kind: 'offline' },
  },
  {
    thrown: new AskFailure({ kind: 'cut', host: 'chat.example' }),
    online: false,
    error: { kind: 'cut', host: 'chat.example' },
  },
  {
    thrown: new RangeError('Too far'),
    error: { kind: 'unexpected', detail: 'RangeError: Too far' },
  },
];

test.each(failures)(
  '$error.kind reaches the view with the text that came, online: $online',
  async ({ thrown, online = true, error }) => {
    const bench = createBench();
    const view = bench.view();
    await view.send(askStart('a', 'c'));
    bench.world.online = online;
    bench.answer().yield('Half an');
    bench.answer().fail(thrown);
    await settle();
    expect(view.answer()).toEqual({ text: 'Half an', state: 'failed', error });
  },
);

test('without permission for the server nothing is asked', async () => {
  const bench = createBench();
  bench.world.permitted = false;
  bench.world.settings = { ...bench.world.settings, serverAddress: 'https://chat.example:8443' };
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  expect(view.answer()?.error).toEqual({
    kind: 'no-permission',
    host: 'chat.example:8443',
    origin: 'https://chat.example/*',
  });
  expect({ asked: bench.provider.asked, deeds: bench.world.deeds }).toEqual({
    asked: [],
    deeds: [],
  });
});

test('a server address that cannot be read is told', async () => {
  const bench = createBench();
  bench.world.settings = { ...bench.world.settings, serverAddress: 'ftp://chat.example' };
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  expect(view.answer()?.error).toEqual({ kind: 'bad-address', address: 'ftp://chat.example' });
});

test('what was left out of the request is told', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  bench.answer().options.onOmit?.(4);
  await bench.yieldApart('Hi');
  bench.answer().end();
  await settle();
  expect(view.answer()).toEqual({ text: 'Hi', state: 'complete', omitted: 4 });
});

test('a silence is told, to those who come later too, and forgotten with the next text', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Xin ');
  bench.clock.advance(30_000);
  await settle();
  expect(view.answer()).toEqual({ text: 'Xin ', state: 'running', stalledSeconds: 30 });
  const late = bench.view();
  await late.send({ type: 'ask-attach', conversationId: 'c' });
  expect(late.answer()).toEqual(view.answer());
  await bench.yieldApart('chào');
  expect(view.answer()).toEqual({ text: 'Xin chào', state: 'running' });
  expect(late.answer()).toEqual(view.answer());
  const last = bench.view();
  await last.send({ type: 'ask-attach', conversationId: 'c' });
  expect(last.answer()).toEqual(view.answer());
});

test('an answer is given up after a long silence, with the text that came', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Half an');
  bench.clock.advance(600_000);
  await settle();
  expect(view.answer()).toEqual({
    text: 'Half an',
    state: 'failed',
    error: { kind: 'stalled', host: 'chat.ai365vip.com', seconds: 600 },
  });
  expect(bench.answer().options.signal?.aborted).toBe(true);
  expect(bench.clock.waiting()).toBe(0);
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
