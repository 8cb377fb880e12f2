import { expect, test } from 'vitest';
import { settle } from '../../doubles/settle.ts';
import { askRetry, askStart, type Bench, card, createBench } from './relay-bench.ts';

const attachTo = (conversationId: string) => ({ type: 'ask-attach', conversationId }) as const;
const showVersion = (turnId: string) =>
  ({ type: 'branch-show', conversationId: 'c', turnId }) as const;
const deleteTurn = (turnId: string) =>
  ({ type: 'turn-delete', conversationId: 'c', turnId }) as const;

async function answer(bench: Bench, text: string) {
  await bench.yieldApart(text);
  bench.answer().end();
  await settle();
}

/** A conversation with a turn `a`, another version `a2` of it, and `b` asked after `a`. */
async function createTree() {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await answer(bench, 'Answer a');
  await view.send(askStart('b', 'c', 'Question b', '', 'a'));
  await answer(bench, 'Answer b');
  await view.send(askStart('a2', 'c', 'Question a2'));
  await answer(bench, 'Answer a2');
  return { bench, view };
}

const stored = async (bench: Bench) => {
  bench.restartWorker();
  const view = bench.view();
  await view.send(attachTo('c'));
  return view.conversation();
};

const contents = (bench: Bench) => bench.answer().messages.map(({ content }) => content);

test('another version of a first question is asked without what came after the first one', async () => {
  const { bench, view } = await createTree();
  expect(contents(bench)).toEqual(['Question a2']);
  expect(view.conversation()).toMatchObject({ head: 'a2', title: 'Question a' });
  expect((await stored(bench))?.turns.map(({ id, after }) => [id, after])).toEqual([
    ['a', undefined],
    ['b', 'a'],
    ['a2', undefined],
  ]);
});

test('a version is shown in every view, and after the worker has died', async () => {
  const { bench, view } = await createTree();
  const other = bench.view();
  await other.send(attachTo('c'));
  await view.send(showVersion('a'));
  expect(other.conversation()?.head).toBe('b');
  expect(view.conversation()?.head).toBe('b');
  expect((await stored(bench))?.head).toBe('b');
});

test('what is asked next goes on from the version on screen', async () => {
  const { bench, view } = await createTree();
  await view.send(showVersion('a'), askStart('d', 'c', 'Question d', '', 'b'));
  expect(contents(bench)).toEqual([
    'Question a',
    'Answer a',
    'Question b',
    'Answer b',
    'Question d',
  ]);
});

test('versions can be stepped through while an answer runs, which is stored with its place', async () => {
  const { bench, view } = await createTree();
  await view.send(askStart('d', 'c', 'Question d', '', 'a2'));
  await bench.yieldApart('Half');
  await view.send(showVersion('b'));
  expect(view.conversation()?.head).toBe('b');
  await answer(bench, ' and half');
  const conversation = await stored(bench);
  expect(conversation?.head).toBe('b');
  expect(conversation?.turns.at(-1)).toMatchObject({
    after: 'a2',
    answer: { text: 'Half and half', state: 'complete' },
  });
});

test('a question after a turn that is not there is refused', async () => {
  const { bench, view } = await createTree();
  await view.send(askStart('d', 'c', 'Question d', '', 'gone'));
  expect(view.received.at(-1)).toEqual({ type: 'ask-refused', askId: 'd', reason: 'not-saved' });
  expect(bench.provider.asked).toHaveLength(3);
});

test('a turn is deleted everywhere, and nothing of its text stays in storage', async () => {
  const { bench, view } = await createTree();
  const other = bench.view();
  await other.send(attachTo('c'));
  await view.send(deleteTurn('a2'));
  expect(other.conversation()).toMatchObject({ head: 'b' });
  expect(other.conversation()?.turns.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(JSON.stringify(bench.store.contents())).not.toContain('Answer a2');
  expect((await stored(bench))?.turns).toHaveLength(2);
});

test('a turn whose answer runs is stopped before it is deleted', async () => {
  const { bench, view } = await createTree();
  await view.send(askStart('d', 'c', 'Question d', '', 'a2'));
  await bench.yieldApart('Half');
  await view.send(deleteTurn('d'));
  expect(bench.answer().options.signal?.aborted).toBe(true);
  expect(view.conversation()?.turns.map(({ id }) => id)).toEqual(['a', 'b', 'a2']);
  expect(JSON.stringify(bench.store.contents())).not.toMatch(/Half|Question d/);
});

test('another turn is deleted while an answer runs, and stays deleted when that ends', async () => {
  const { bench, view } = await createTree();
  await view.send(askStart('d', 'c', 'Question d', '', 'a2'));
  await view.send(deleteTurn('a'));
  await answer(bench, 'Answer d');
  expect((await stored(bench))?.turns.map(({ id }) => id)).toEqual(['a2', 'd']);
});

test('where storage takes nothing, a turn that is to be deleted stays, and it is told', async () => {
  const { bench, view } = await createTree();
  bench.store.refuseWrites(true);
  await view.send(deleteTurn('a2'));
  expect(view.received.at(-1)).toEqual({ type: 'save-failed', conversationId: 'c' });
  expect(view.conversation()?.turns).toHaveLength(3);
});

test('a script in a page shows no version and deletes nothing', async () => {
  const { bench } = await createTree();
  const script = bench.view(card);
  await script.send(showVersion('a'), deleteTurn('a'));
  const conversation = await stored(bench);
  expect(conversation).toMatchObject({ head: 'a2' });
  expect(conversation?.turns).toHaveLength(3);
});

test('a queued question is asked once the answer before it is complete', async () => {
  const bench = createBench();
  const [view, other] = [bench.view(), bench.view()];
  await view.send(askStart('a', 'c'));
  await other.send(attachTo('c'));
  await view.send(askStart('b', 'c', 'Question b', '', 'a'), askStart('d', 'c', 'More', '', 'b'));
  expect(bench.provider.asked).toHaveLength(1);
  expect(other.conversation()?.turns.map(({ answer: { state } }) => state)).toEqual([
    'running',
    'queued',
    'queued',
  ]);
  await answer(bench, 'Answer a');
  expect(contents(bench)).toEqual(['Question a', 'Answer a', 'Question b']);
  await answer(bench, 'Answer b');
  expect(contents(bench).at(-1)).toBe('More');
  await answer(bench, 'Answer d');
  expect(bench.provider.asked).toHaveLength(3);
  expect((await stored(bench))?.turns.map((turn) => turn.answer.state)).toEqual([
    'complete',
    'complete',
    'complete',
  ]);
});

test('a queued question is asked after a stopped answer too', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), askStart('b', 'c', 'Question b', '', 'a'));
  await bench.yieldApart('Half');
  await view.send({ type: 'ask-stop', askId: 'a' });
  expect(contents(bench)).toEqual(['Question a', 'Half', 'Question b']);
});

test.each([
  { what: 'failed', end: (bench: Bench) => bench.answer().fail(new TypeError('x')) },
  {
    what: 'was interrupted by the death of the worker',
    end: (bench: Bench) => bench.restartWorker(),
  },
])('a queued question waits for the user where the answer before it $what', async ({ end }) => {
  const bench = createBench();
  await bench.view().send(askStart('a', 'c'), askStart('b', 'c', 'Question b', '', 'a'));
  end(bench);
  await settle();
  const view = bench.view();
  await view.send(attachTo('c'));
  expect(view.conversation()?.turns[1]?.answer.state).toBe('queued');
  expect(bench.provider.asked).toHaveLength(1);
  expect(bench.world.looking).toBe(false);
  await view.send(askStart('d', 'c', 'After that', '', 'b'));
  expect(view.conversation()?.turns[2]?.answer.state).toBe('queued');
  await view.send(askRetry('b2', 'c', 'b'));
  expect(contents(bench)).toEqual(['Question b']);
  await answer(bench, 'Answer b');
  expect(contents(bench)).toEqual(['Question b', 'Answer b', 'After that']);
});

test.each([
  { what: 'complete', end: (bench: Bench) => bench.answer().end(), asked: 2 },
  { what: 'failed', end: (bench: Bench) => bench.answer().fail(new TypeError('x')), asked: 1 },
])('a question is queued behind an answer that is $what and not stored yet', async (each) => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Half');
  const goOn = bench.store.hangWrites();
  each.end(bench);
  await settle();
  await view.send(askStart('b', 'c', 'Question b', '', 'a'));
  goOn();
  await settle();
  expect(view.types()).not.toContain('ask-refused');
  expect(view.conversation()?.turns.map(({ id }) => id)).toEqual(['a', 'b']);
  expect((await stored(bench))?.turns.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(bench.provider.asked).toHaveLength(each.asked);
});

test('a question behind an answer that is not stored yet is kept where storage refuses it', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  await bench.yieldApart('Half');
  const goOn = bench.store.hangWrites();
  bench.answer().end();
  await settle();
  await view.send(askStart('b', 'c', 'Question b', '', 'a'));
  bench.store.refuseWrites(true);
  goOn();
  await settle();
  expect(view.types()).toContain('save-failed');
  bench.store.refuseWrites(false);
  const other = bench.view();
  await other.send(attachTo('c'));
  expect(other.conversation()?.turns.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(contents(bench).at(-1)).toBe('Question b');
});

test('a queued question goes on by itself once the answer before it is asked for again', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), askStart('b', 'c', 'Question b', '', 'a'));
  bench.answer().fail(new TypeError('x'));
  await settle();
  await view.send(askRetry('a2', 'c', 'a'));
  await answer(bench, 'Answer a');
  expect(contents(bench)).toEqual(['Question a', 'Answer a', 'Question b']);
});

test('a queued question that is withdrawn is never asked, and what follows it moves up', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), askStart('b', 'c', 'Question b', '', 'a'));
  await view.send(askStart('d', 'c', 'Question d', '', 'b'), deleteTurn('b'));
  await answer(bench, 'Answer a');
  expect(contents(bench)).toEqual(['Question a', 'Answer a', 'Question d']);
  expect(JSON.stringify(bench.store.contents())).not.toContain('Question b');
});

test('a question is not queued behind an answer that runs on another branch', async () => {
  const { bench, view } = await createTree();
  await view.send(askStart('d', 'c', 'Question d', '', 'a2'));
  await view.send(askStart('e', 'c', 'Question e', '', 'b'));
  expect(view.received.at(-1)).toEqual({ type: 'ask-refused', askId: 'e', reason: 'busy' });
  expect(bench.provider.asked).toHaveLength(4);
});

test('a version is deleted with the answer that runs below it, which is stopped first', async () => {
  const { bench, view } = await createTree();
  await view.send(askStart('d', 'c', 'Question d', '', 'a2'));
  await bench.yieldApart('SECRET');
  bench.clock.advance(1000);
  await settle();
  await view.send(deleteTurn('a2'));
  expect(bench.answer().options.signal?.aborted).toBe(true);
  expect(view.conversation()).toMatchObject({ head: 'b' });
  expect(JSON.stringify(bench.store.contents())).not.toMatch(/SECRET|Question d|piece:/);
  await view.send(askStart('e', 'c', 'Question e', '', 'b'));
  expect(view.types()).not.toContain('ask-refused');
});

test('what is changed as an answer ends is there when the next question is asked', async () => {
  const { bench, view } = await createTree();
  await view.send(askStart('d', 'c', 'Question d', '', 'b'));
  bench.answer().end();
  await view.send(deleteTurn('a2'), askStart('e', 'c', 'Question e', '', 'd'));
  bench.answer().end();
  await settle();
  expect((await stored(bench))?.turns.map(({ id }) => id)).not.toContain('a2');
});

test('a question that is stopped before it has its turn is not answered', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'));
  bench.answer().end();
  await settle();
  await view.send(
    { type: 'branch-show', conversationId: 'c', turnId: 'a' },
    askStart('b', 'c', 'And now?', '', 'a'),
    { type: 'ask-stop', askId: 'b' },
  );
  expect(view.conversation()?.turns.at(-1)).toMatchObject({
    id: 'b',
    answer: { state: 'stopped' },
  });
  expect(bench.provider.asked.every(({ options }, at) => at === 0 || options.signal?.aborted)).toBe(
    true,
  );
});

test('a question that is stopped as it comes to be queued is never asked', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), askStart('b', 'c', 'And now?', '', 'a'), {
    type: 'ask-stop',
    askId: 'b',
  });
  bench.answer().end();
  await settle();
  expect(bench.provider.asked).toHaveLength(1);
  expect(view.conversation()?.turns.map(({ id }) => id)).toEqual(['a']);
});

test('a queued question that is withdrawn while it is being sent is stopped', async () => {
  const bench = createBench();
  const view = bench.view();
  await view.send(askStart('a', 'c'), askStart('b', 'c', 'And now?', '', 'a'));
  const endOfAnswer = bench.store.hangWrites();
  bench.answer().end();
  await settle();
  endOfAnswer();
  const sending = bench.store.hangWrites();
  await settle();
  await view.send({ type: 'ask-stop', askId: 'b' });
  sending();
  await settle();
  expect(view.conversation()?.turns.at(-1)).toMatchObject({
    id: 'b',
    answer: { state: 'stopped' },
  });
});

test('what is queued goes on after a reading that failed', async () => {
  let failures = 0;
  for (let call = 1; call <= 8; call += 1) {
    const bench = createBench();
    const view = bench.view();
    await view.send(askStart('a', 'c'), askStart('b', 'c', 'And now?', '', 'a'));
    bench.store.failCall(call);
    bench.answer().end();
    await settle();
    // Where something cannot be stored, that is told.
    if (view.types().includes('save-failed')) continue;
    failures += bench.provider.asked.length === 1 ? 1 : 0;
    bench.clock.advance(5000);
    await settle();
    expect({ call, asked: bench.provider.asked.length }).toEqual({ call, asked: 2 });
  }
  expect(failures).toBeGreaterThan(0);
});

test('what is queued is asked though a deletion that stopped the answer before it has failed', async () => {
  let failures = 0;
  for (let call = 1; call <= 12; call += 1) {
    const bench = createBench();
    const view = bench.view();
    await view.send(askStart('a', 'c'), askStart('b', 'c', 'And now?', '', 'a'));
    bench.store.failCall(call);
    await view.send({ type: 'conversations-delete', conversationIds: ['c'] });
    bench.clock.advance(5000);
    await settle();
    if (!view.types().includes('history-failed')) continue;
    failures += 1;
    expect({ call, asked: bench.provider.asked.length }).toEqual({ call, asked: 2 });
  }
  expect(failures).toBeGreaterThan(0);
});
