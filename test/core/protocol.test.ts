import { expect, test } from 'vitest';
import type { BackgroundMessage, ViewMessage } from '../../core/protocol.ts';
import { isWakeMessage, wakeMessage } from '../../core/protocol.ts';
import { isBackgroundMessage, isViewMessage } from '../../core/protocol-guards.ts';
import { conversationOf, runningTurnOf, turnOf } from './examples.ts';

type Message = ViewMessage | BackgroundMessage;
/** Examples of each type: a type without one does not compile. */
type Examples<Union extends Message> = {
  readonly [Type in Union['type']]: readonly [
    Extract<Union, { type: Type }>,
    ...Extract<Union, { type: Type }>[],
  ];
};

const [askId, conversationId, windowId] = ['a', 'c', 1];
const selection = { action: 'translate', quote: 'Words', language: 'English' } as const;

const fromViews: Examples<ViewMessage> = {
  'ask-start': [
    {
      type: 'ask-start',
      askId,
      conversationId,
      question: { text: 'Hello' },
      model: '',
    },
    {
      type: 'ask-start',
      askId,
      conversationId,
      question: { text: '', ...selection },
      model: 'gpt-4o',
      after: 'b',
    },
  ],
  'ask-retry': [{ type: 'ask-retry', askId, conversationId, turnId: 't', model: '', mode: 'anew' }],
  'ask-attach': [{ type: 'ask-attach', conversationId }],
  'ask-detach': [{ type: 'ask-detach' }],
  'temporary-keep': [{ type: 'temporary-keep', conversation: conversationOf([turnOf('a')]) }],
  'ask-stop': [{ type: 'ask-stop', askId }],
  'branch-show': [{ type: 'branch-show', conversationId, turnId: 't' }],
  'turn-delete': [{ type: 'turn-delete', conversationId, turnId: 't' }],
  'panel-ready': [{ type: 'panel-ready', windowId }],
  'panel-show': [{ type: 'panel-show', windowId, conversationId }],
  'panel-open': [{ type: 'panel-open', conversationId }],
  'models-list': [{ type: 'models-list', refresh: false }],
  'connection-test': [{ type: 'connection-test', address: '' }],
  'update-apply': [{ type: 'update-apply' }],
  'history-rebuild': [{ type: 'history-rebuild' }],
  'search-rebuild': [{ type: 'search-rebuild' }],
  'conversation-mark': [
    { type: 'conversation-mark', conversationId, mark: { kind: 'title', title: '' } },
    { type: 'conversation-mark', conversationId, mark: { kind: 'pin', pinned: false } },
    { type: 'conversation-mark', conversationId, mark: { kind: 'tag', tag: 'a', tagged: false } },
  ],
  'conversations-delete': [{ type: 'conversations-delete', conversationIds: ['c', 'd'] }],
  'conversations-restore': [{ type: 'conversations-restore', conversationIds: ['c', 'd'] }],
  'history-clear': [{ type: 'history-clear' }],
  'history-watch': [{ type: 'history-watch', watches: false }],
  'history-import': [
    { type: 'history-import', importId: 'i', conversations: [] },
    { type: 'history-import', importId: 'i', conversations: [conversationOf([turnOf('a')])] },
  ],
};

const address = 'https://chat.example';
const error = { kind: 'offline' } as const;
const fromBackground: Examples<BackgroundMessage> = {
  'update-ready': [{ type: 'update-ready' }],
  'answer-start': [{ type: 'answer-start', conversationId, turn: runningTurnOf('a') }],
  'answer-omitted': [{ type: 'answer-omitted', askId, messages: 2 }],
  'answer-delta': [{ type: 'answer-delta', askId, seq: 2, text: 'Hi' }],
  'answer-stalled': [{ type: 'answer-stalled', askId, seconds: 30 }],
  'answer-end': [
    { type: 'answer-end', askId, reason: 'complete' },
    { type: 'answer-end', askId, reason: 'stopped' },
  ],
  'answer-interrupted': [{ type: 'answer-interrupted', askId }],
  'answer-error': [{ type: 'answer-error', askId, error }],
  'branch-shown': [{ type: 'branch-shown', conversationId, head: 't' }],
  'turn-deleted': [{ type: 'turn-deleted', conversationId, turnId: 't' }],
  'conversation-snapshot': [
    { type: 'conversation-snapshot', conversation: conversationOf([]) },
    {
      type: 'conversation-snapshot',
      conversation: conversationOf([
        turnOf('a', { state: 'failed', error, omitted: 2 }),
        turnOf('b', { state: 'interrupted' }),
        runningTurnOf('d'),
      ]),
    },
  ],
  'conversation-missing': [
    { type: 'conversation-missing', conversationId, reason: 'missing' },
    { type: 'conversation-missing', conversationId, reason: 'deleted' },
    { type: 'conversation-missing', conversationId, reason: 'unreadable' },
    { type: 'conversation-missing', conversationId, reason: 'newer-version' },
  ],
  'ask-refused': [
    { type: 'ask-refused', askId, reason: 'busy' },
    { type: 'ask-refused', askId, reason: 'blank' },
    { type: 'ask-refused', askId, reason: 'too-large' },
    { type: 'ask-refused', askId, reason: 'not-allowed' },
    { type: 'ask-refused', askId, reason: 'unreadable' },
  ],
  'ask-offer': [
    { type: 'ask-offer', conversationId },
    { type: 'ask-offer', selection },
  ],
  'save-failed': [{ type: 'save-failed', conversationId }],
  models: [
    { type: 'models', models: [], defaultModel: '' },
    { type: 'models', models: ['gpt-4o'], defaultModel: 'gpt-4o' },
  ],
  'connection-result': [
    { type: 'connection-result', address, finding: { kind: 'models', models: ['gpt-4o'] } },
    { type: 'connection-result', address, finding: { kind: 'answered' } },
    { type: 'connection-result', address, finding: { kind: 'failed', error } },
  ],
  'history-rebuilt': [
    { type: 'history-rebuilt', list: 'failed' },
    { type: 'history-rebuilt', list: { listed: 3, unreadable: 1 } },
  ],
  'conversation-renamed': [{ type: 'conversation-renamed', conversationId, title: 'Title' }],
  'history-running': [{ type: 'history-running', conversationIds: ['c', 'd'] }],
  'history-failed': [
    { type: 'history-failed', reason: 'not-saved' },
    { type: 'history-failed', reason: 'not-there' },
  ],
  'history-cleared': [{ type: 'history-cleared' }],
  'history-imported': [
    { type: 'history-imported', importId: 'i', added: 'failed' },
    { type: 'history-imported', importId: 'i', added: 2 },
  ],
};

const cases = [
  { side: 'a view', admits: isViewMessage, refuses: isBackgroundMessage, examples: fromViews },
  {
    side: 'the background',
    admits: isBackgroundMessage,
    refuses: isViewMessage,
    examples: fromBackground,
  },
].flatMap(({ examples, ...rest }) =>
  Object.values<readonly Message[]>(examples)
    .flat()
    .map((message) => ({ ...rest, message, type: message.type })),
);

test.each(cases)(
  '$type from $side is admitted after the JSON round trip, and from no other',
  ({ admits, refuses, message }) => {
    const arrived: unknown = JSON.parse(JSON.stringify(message));
    expect(admits(arrived)).toBe(true);
    expect(refuses(arrived)).toBe(false);
  },
);

type Path = readonly (string | number)[];

/** The paths of all that a message holds, however deep. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, field]) => pathsIn(field, [...path, key]));
  return path.length > 0 ? [path, ...inner] : inner;
}

const flags = new Set<unknown>(['refresh', 'continues', 'pinned', 'tagged', 'watches', 'renamed']);

function damage(value: unknown, [key, ...rest]: Path, wrong: unknown): unknown {
  if (key === undefined) return wrong;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as Record<string, unknown>) };
  copy[key] = damage(copy[key], rest, wrong);
  return copy;
}

test.each(cases)(
  '$type from $side is refused with any part of it damaged',
  ({ admits, message }) => {
    for (const path of pathsIn(message)) {
      for (const wrong of [null, true, { unheard: 'of' }, Number.NaN]) {
        if (flags.has(path.at(-1)) && wrong === true) continue;
        const damaged = damage(message, path, wrong);
        expect(admits(damaged), `${path.join('.')} = ${JSON.stringify(wrong)}`).toBe(false);
      }
    }
  },
);

const optional = /\.(quote|action|language|omitted|after|head)$/;
test.each(cases)(
  '$type from $side is refused with a required part missing',
  ({ admits, message }) => {
    for (const path of pathsIn(message)) {
      if (optional.test(`.${path.join('.')}`) && !path.includes('selection')) continue;
      expect(admits(damage(message, path, undefined)), path.join('.')).toBe(false);
    }
  },
);

test.each(['', 'x'.repeat(101)])('an id is neither empty nor longer than 100 characters', (id) => {
  expect(isViewMessage({ type: 'ask-stop', askId: id })).toBe(false);
  expect(isBackgroundMessage({ type: 'answer-interrupted', askId: id })).toBe(false);
});

test.each([
  { kind: 'tag', tag: '', tagged: true },
  { kind: 'tag', tag: 'x'.repeat(41), tagged: true },
  { kind: 'title', title: 'x'.repeat(201) },
])('a tag is not empty, and neither that nor a title is too long', (mark) => {
  expect(isViewMessage({ type: 'conversation-mark', conversationId, mark })).toBe(false);
});

test.each([null, undefined, 7, 'ask-detach', [], {}, { type: 7 }, { type: 'constructor' }])(
  'what is no message is refused: %j',
  (value) => {
    expect(isViewMessage(value)).toBe(false);
    expect(isBackgroundMessage(value)).toBe(false);
    expect(isWakeMessage(value)).toBe(false);
  },
);

test('the call to wake is known', () => {
  expect(isWakeMessage(JSON.parse(JSON.stringify(wakeMessage)))).toBe(true);
});
