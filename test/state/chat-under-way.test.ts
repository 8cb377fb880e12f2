import { expect, test } from 'vitest';
import { branchOf } from '../../core/branches.ts';
import { AskFailure } from '../../core/errors.ts';
import { createLink } from '../../core/link.ts';
import type { Port } from '../../core/port.ts';
import type { BackgroundMessage } from '../../core/protocol.ts';
import { createChatStore } from '../../state/chat-store.ts';
import { createTurnStore } from '../../state/turn-store.ts';
import { conversationOf, runningTurnOf, turnOf } from '../core/examples.ts';
import { type Bench, createBench, panel } from '../core/relay/relay-bench.ts';
import { createPortPair } from '../doubles/port-pair.ts';
import { settle } from '../doubles/settle.ts';
import { createChat, storeConversation } from './chat-bench.ts';

/** A question that is refused. */
const tooLong = 'x'.repeat(2_000_001);

type Chat = ReturnType<typeof createChat>;

function createPanel(bench: Bench) {
  const chat = createChat(bench, panel, true);
  const { actions: turns } = createTurnStore(chat.store, chat.link).getState();
  const idOf = (index: number) => chat.state().conversation.turns[index]!.id;
  return { ...chat, turns, idOf };
}

async function answer(bench: Bench, text: string) {
  await bench.yieldApart(text);
  bench.answer().end();
  await settle();
}

/** A conversation whose only turn has two versions. */
async function createVersions() {
  const bench = createBench();
  const chat = createPanel(bench);
  await chat.ask('One');
  await answer(bench, 'First');
  chat.turns.regenerate(chat.idOf(0));
  await settle();
  await answer(bench, 'Second');
  return { bench, chat };
}

/** Sends without waiting for anything. */
function send({ actions }: Chat, text: string) {
  actions.setDraft(text);
  actions.send();
}

const shown = ({ state }: Chat) =>
  branchOf(state().conversation).map(({ question }) => question.text);

/** A chat whose background says what the test has it say. */
function createFedChat() {
  const fars: Port[] = [];
  const link = createLink(() => {
    const { near, far } = createPortPair();
    fars.push(far);
    return near;
  });
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id${ids}`;
  };
  const lose = async () => {
    fars.at(-1)?.disconnect();
    await settle();
  };
  const store = createChatStore({ link, newId, now: () => 1, mayAttach: true, mayQueue: true });
  return {
    actions: store.getState().actions,
    state: store.getState,
    questions: () => store.getState().conversation.turns.map(({ question }) => question.text),
    say: async (...messages: readonly BackgroundMessage[]) => {
      for (const message of messages) fars.at(-1)?.postMessage(message);
      await settle();
    },
    lose,
    /** Every line dies, this one and those to come, until it is given up. */
    loseForGood: async () => {
      for (let lines = 0; lines < fars.length; ) {
        lines = fars.length;
        await lose();
      }
    },
  };
}

test('a question behind a version that is refused comes back with it, and after it', async () => {
  const bench = createBench();
  const chat = createPanel(bench);
  await chat.ask('One');
  await answer(bench, 'First');
  bench.store.failCall(1);
  chat.turns.askInstead(chat.idOf(0), 'One, in other words');
  send(chat, 'Two');
  chat.actions.setDraft('Three');
  await settle();
  expect(chat.questions()).toEqual(['One']);
  expect(chat.state()).toMatchObject({
    draft: 'One, in other words\n\nTwo\n\nThree',
    notice: { kind: 'refused', reason: 'unreadable' },
  });
  expect(bench.provider.asked).toHaveLength(1);
});

test('a question behind a first one that is refused comes back with it, and after it', async () => {
  const bench = createBench();
  const chat = createPanel(bench);
  send(chat, tooLong);
  send(chat, 'Two');
  await settle();
  expect(chat.questions()).toEqual([]);
  expect(chat.state()).toMatchObject({
    draft: `${tooLong}\n\nTwo`,
    notice: { kind: 'refused', reason: 'too-large' },
  });
});

test('a question behind a version that another view deletes meanwhile comes back', async () => {
  const { bench, chat } = await createVersions();
  const goOn = bench.store.hangWrites();
  const turnId = chat.idOf(1);
  const { id: conversationId } = chat.state().conversation;
  await bench.view().send({ type: 'turn-delete', conversationId, turnId });
  await chat.ask('Two');
  expect(shown(chat)).toEqual(['One', 'Two']);
  goOn();
  await settle();
  expect(shown(chat)).toEqual(['One']);
  expect(chat.state()).toMatchObject({
    draft: 'Two',
    notice: { kind: 'refused', reason: 'not-saved' },
  });
});

test('a question that is refused once its conversation was left comes back to the composer', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Elsewhere');
  const chat = createPanel(bench);
  send(chat, tooLong);
  chat.actions.open(id);
  chat.actions.setDraft('Two');
  await settle();
  expect(chat.questions()).toEqual(['Elsewhere']);
  expect(chat.state()).toMatchObject({
    draft: `${tooLong}\n\nTwo`,
    notice: { kind: 'refused', reason: 'too-large' },
    conversation: { title: 'Elsewhere' },
  });
});

test('what is refused of a temporary chat that was left comes up nowhere else', async () => {
  const bench = createBench();
  const chat = createPanel(bench);
  chat.actions.toggleTemporary();
  send(chat, tooLong);
  chat.actions.newChat();
  await settle();
  expect(chat.state()).toMatchObject({ draft: '', notice: undefined });
});

/** A panel whose second question got no answer. */
async function createFailed() {
  const bench = createBench();
  const chat = createPanel(bench);
  await chat.ask('One');
  await chat.ask('Two');
  bench.answer().fail(new TypeError('x'));
  await settle();
  return { bench, chat };
}

test('a question that was to be queued and never arrived comes back to the composer', async () => {
  const { bench, chat } = await createFailed();
  send(chat, 'Three');
  send(chat, 'Four');
  bench.restartWorker();
  await settle();
  expect(chat.questions()).toEqual(['One', 'Two']);
  expect(chat.state().draft).toBe('Three\n\nFour');
});

test('a view stays quiet when the worker sleeps while what is queued waits for the user', async () => {
  const { bench, chat } = await createFailed();
  await chat.ask('Three');
  expect(chat.answer()?.state).toBe('queued');
  const before = chat.state().conversation;
  bench.restartWorker();
  await settle();
  expect(chat.state().conversation).toBe(before);
});

test('a question that was to wait for a connection and never arrived shows that it does not', async () => {
  const bench = createBench();
  const chat = createPanel(bench);
  bench.world.online = false;
  await chat.ask('One');
  bench.answer().fail(new AskFailure({ kind: 'network', host: 'chat.example' }));
  await settle();
  chat.actions.retry(chat.idOf(0), 'when-online');
  expect(chat.answer()?.state).toBe('waiting');
  bench.restartWorker();
  await settle();
  expect(chat.answer()).toMatchObject({ state: 'failed', error: { kind: 'offline' } });
  expect(chat.state().draft).toBe('');
});

test('a question that never arrived comes back when its conversation is opened again', async () => {
  const bench = createBench();
  const id = await storeConversation(bench, 'Elsewhere');
  const chat = createPanel(bench);
  await chat.ask('One');
  await answer(bench, 'First');
  const { id: left } = chat.state().conversation;
  send(chat, 'Two');
  bench.restartWorker();
  chat.actions.open(id);
  await settle();
  expect(chat.state().draft).toBe('');
  await chat.open(left);
  expect(chat.questions()).toEqual(['One']);
  expect(chat.state().draft).toBe('Two');
});

test('a question that never arrived comes back though its conversation is deleted', async () => {
  const { actions, lose, questions, say, state } = createFedChat();
  actions.open('c');
  await say({ type: 'conversation-snapshot', conversation: conversationOf([turnOf('a')], 'c') });
  actions.setDraft('One');
  actions.send();
  await lose();
  await say({ type: 'conversation-missing', conversationId: 'c', reason: 'deleted' });
  expect(questions()).toEqual([]);
  expect(state().draft).toBe('One');
});

test('what is sent before a snapshot comes stays on screen, and out of the composer', async () => {
  const { actions, questions, say, state } = createFedChat();
  actions.open('c');
  const stored = conversationOf([turnOf('a')], 'c');
  await say({ type: 'conversation-snapshot', conversation: stored });
  actions.setDraft('One');
  actions.send();
  actions.setDraft('Two');
  actions.send();
  const [, one, two] = state().conversation.turns;
  const withOne = { ...stored, turns: [...stored.turns, one!], head: one!.id };
  await say({ type: 'conversation-snapshot', conversation: withOne });
  expect(questions()).toEqual(['Question a', 'One', 'Two']);
  expect(state().conversation.head).toBe(two!.id);
  await say({ type: 'answer-start', conversationId: 'c', turn: two! });
  expect(questions()).toEqual(['Question a', 'One', 'Two']);
  expect(state().draft).toBe('');
});

test('what was to be queued on a line that is given up can be asked again', async () => {
  const { actions, loseForGood, say, state } = createFedChat();
  actions.open('c');
  const stored = conversationOf(
    [turnOf('a', { state: 'interrupted' }), turnOf('b', { state: 'queued' })],
    'c',
  );
  await say({ type: 'conversation-snapshot', conversation: stored });
  actions.setDraft('One');
  actions.send();
  expect(state().conversation.turns.at(-1)?.answer.state).toBe('queued');
  await loseForGood();
  expect(state().conversation.turns.map((turn) => turn.answer.state)).toEqual([
    'interrupted',
    'queued',
    'interrupted',
  ]);
});

test('a conversation that loads on a line that is given up is not waited for', async () => {
  const { actions, loseForGood, say, state } = createFedChat();
  actions.open('c');
  await say(
    { type: 'answer-start', conversationId: 'c', turn: runningTurnOf('a') },
    { type: 'answer-delta', askId: 'a', seq: 4, text: 'Half' },
  );
  await loseForGood();
  expect(state()).toMatchObject({ loading: false, notice: { kind: 'unreadable' } });
  expect(state().conversation.turns[0]?.answer).toEqual({ text: 'Half', state: 'interrupted' });
});

test('a conversation that is not stored loads no longer, though its answer had begun', async () => {
  const { actions, say, state } = createFedChat();
  actions.open('c');
  await say(
    { type: 'answer-start', conversationId: 'c', turn: runningTurnOf('a') },
    { type: 'answer-delta', askId: 'a', seq: 4, text: 'Half' },
    { type: 'conversation-missing', conversationId: 'c', reason: 'missing' },
  );
  expect(state()).toMatchObject({ loading: false, notice: { kind: 'save-failed' } });
});

test('what could not be saved of a conversation that was left is said of no other', async () => {
  const { actions, say, state } = createFedChat();
  actions.open('c');
  await say(
    { type: 'conversation-snapshot', conversation: conversationOf([turnOf('a')], 'c') },
    { type: 'save-failed', conversationId: 'left' },
  );
  expect(state().notice).toBeUndefined();
  await say({ type: 'save-failed', conversationId: 'c' });
  expect(state().notice).toEqual({ kind: 'save-failed' });
});

test('a question stays on screen when the step before it is stored late', async () => {
  const { bench, chat } = await createVersions();
  const goOn = bench.store.hangWrites();
  chat.turns.showVersion(chat.idOf(1), -1);
  await chat.ask('Two');
  goOn();
  await settle();
  await bench.yieldApart('Text');
  expect(shown(chat)).toEqual(['One', 'Two']);
  expect(chat.answer()).toEqual({ text: 'Text', state: 'running' });
});

test('a version that is asked for stays on screen when the step before it is stored late', async () => {
  const { bench, chat } = await createVersions();
  const goOn = bench.store.hangWrites();
  chat.turns.showVersion(chat.idOf(1), -1);
  await settle();
  chat.turns.regenerate(chat.idOf(0));
  goOn();
  await settle();
  await bench.yieldApart('Third');
  expect(branchOf(chat.state().conversation)).toMatchObject([{ answer: { text: 'Third' } }]);
});
