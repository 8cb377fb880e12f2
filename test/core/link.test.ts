import { expect, test } from 'vitest';
import { createLink } from '../../core/link.ts';
import type { BackgroundMessage, ViewMessage } from '../../core/protocol.ts';
import { createPortPair, type PortPair } from '../doubles/port-pair.ts';

const detach: ViewMessage = { type: 'ask-detach' };
const models: BackgroundMessage = { type: 'models', models: ['a'], defaultModel: 'a' };

function setUp() {
  const pairs: PortPair[] = [];
  const arrived: unknown[] = [];
  const link = createLink(() => {
    const pair = createPortPair();
    pair.far.onMessage((message) => arrived.push(message));
    pairs.push(pair);
    return pair.near;
  });
  const received: BackgroundMessage[] = [];
  let lost = 0;
  link.onMessage((message) => received.push(message));
  link.onLost(() => {
    lost += 1;
  });
  const drain = () => {
    for (const pair of pairs) pair.drain();
  };
  return { link, pairs, arrived, received, drain, lost: () => lost };
}

test('a link connects with its first message and stays connected', () => {
  const { link, pairs, arrived, drain } = setUp();
  expect(pairs).toHaveLength(0);
  link.send(detach);
  link.send(detach);
  drain();
  expect(pairs).toHaveLength(1);
  expect(arrived).toEqual([detach, detach]);
});

test('a link that awaits messages connects without one', () => {
  const { link, pairs, received, drain } = setUp();
  link.open();
  link.open();
  expect(pairs).toHaveLength(1);
  pairs[0]!.far.postMessage(models);
  drain();
  expect(received).toEqual([models]);
});

test('messages that are not of the protocol are passed over', () => {
  const { link, pairs, received, drain } = setUp();
  link.open();
  for (const message of [null, 'models', {}, { type: 'models' }, detach]) {
    pairs[0]!.far.postMessage(message);
  }
  pairs[0]!.far.postMessage(models);
  drain();
  expect(received).toEqual([models]);
});

test('a line that goes dead is told once, and the next message connects again', () => {
  const { link, pairs, arrived, drain, lost } = setUp();
  link.send(detach);
  drain();
  pairs[0]!.far.disconnect();
  drain();
  expect(lost()).toBe(1);
  expect(pairs).toHaveLength(1);
  link.send(detach);
  drain();
  expect(pairs).toHaveLength(2);
  expect(arrived).toEqual([detach, detach]);
});

test('a reset drops the port: it is told as lost, and what the old one still says is not heard', () => {
  const { link, pairs, received, drain, lost } = setUp();
  link.send(detach);
  drain();
  const [old] = pairs;
  let closed = 0;
  old!.far.onDisconnect(() => {
    closed += 1;
  });
  old!.far.postMessage(models);
  link.reset();
  expect(lost()).toBe(1);
  drain();
  expect(closed).toBe(1);
  expect(received).toEqual([]);
  link.send(detach);
  expect(pairs).toHaveLength(2);
});

test('a port that speaks on after the reset is not heard', () => {
  const heard: BackgroundMessage[] = [];
  const speak: ((message: unknown) => void)[] = [];
  const link = createLink(() => ({
    postMessage: () => {},
    onMessage: (listener) => speak.push(listener),
    onDisconnect: () => {},
    disconnect: () => {},
  }));
  link.onMessage((message) => heard.push(message));
  link.open();
  link.reset();
  link.open();
  speak[0]!(models);
  expect(heard).toEqual([]);
  speak[1]!(models);
  expect(heard).toEqual([models]);
});

test('the death of an old port does not touch the new one', () => {
  const { link, pairs, drain, lost } = setUp();
  link.send(detach);
  pairs[0]!.far.disconnect();
  link.reset();
  link.send(detach);
  drain();
  expect(lost()).toBe(1);
  link.send(detach);
  expect(pairs).toHaveLength(2);
});

test('a link that is closed is not lost', () => {
  const { link, pairs, drain, lost } = setUp();
  link.open();
  let closed = 0;
  pairs[0]!.far.onDisconnect(() => {
    closed += 1;
  });
  link.close();
  drain();
  expect({ closed, lost: lost() }).toEqual({ closed: 1, lost: 0 });
});

test('a script that outlived its extension is told that the line is lost, after its own call', async () => {
  const link = createLink(() => {
    throw new Error('Extension context invalidated.');
  });
  let lost = 0;
  link.onLost(() => {
    lost += 1;
  });
  link.send(detach);
  expect(lost).toBe(0);
  await Promise.resolve();
  expect(lost).toBe(1);
});
