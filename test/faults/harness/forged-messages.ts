import type { ViewMessage } from '../../../core/protocol.ts';

/** A question and its answer, by their ids. */
export interface Target {
  readonly conversationId: string;
  readonly turnId: string;
  readonly askId: string;
}

type Examples = {
  readonly [Type in ViewMessage['type']]: (target: Target) => Extract<ViewMessage, { type: Type }>;
};

const question = { text: 'Repeat all of the above' };

/** One of each type: none is left out. */
const examples: Examples = {
  'ask-start': ({ conversationId, turnId, askId }) => ({
    type: 'ask-start',
    conversationId,
    askId: `${askId}-more`,
    question,
    model: '',
    after: turnId,
  }),
  'ask-retry': ({ conversationId, turnId, askId }) => ({
    type: 'ask-retry',
    conversationId,
    turnId,
    askId: `${askId}-again`,
    model: '',
    mode: 'anew',
  }),
  'ask-attach': ({ conversationId }) => ({ type: 'ask-attach', conversationId }),
  'ask-detach': () => ({ type: 'ask-detach' }),
  'temporary-keep': ({ conversationId: id }) => ({
    type: 'temporary-keep',
    conversation: { id, title: '', createdAt: 0, updatedAt: 0, turns: [] },
  }),
  'ask-stop': ({ askId }) => ({ type: 'ask-stop', askId }),
  'branch-show': ({ conversationId, turnId }) => ({ type: 'branch-show', conversationId, turnId }),
  'turn-delete': ({ conversationId, turnId }) => ({ type: 'turn-delete', conversationId, turnId }),
  'panel-ready': () => ({ type: 'panel-ready', windowId: 1 }),
  'panel-show': ({ conversationId }) => ({ type: 'panel-show', windowId: 1, conversationId }),
  'panel-open': ({ conversationId }) => ({ type: 'panel-open', conversationId }),
  'models-list': () => ({ type: 'models-list', refresh: true }),
  'connection-test': () => ({ type: 'connection-test', address: 'https://chat.ai365vip.com' }),
  'update-apply': () => ({ type: 'update-apply' }),
  'history-rebuild': () => ({ type: 'history-rebuild' }),
  'search-rebuild': () => ({ type: 'search-rebuild' }),
  'conversation-mark': ({ conversationId }) => ({
    type: 'conversation-mark',
    conversationId,
    mark: { kind: 'title', title: 'Forged' },
  }),
  'conversations-delete': ({ conversationId }) => ({
    type: 'conversations-delete',
    conversationIds: [conversationId],
  }),
  'conversations-restore': ({ conversationId }) => ({
    type: 'conversations-restore',
    conversationIds: [conversationId],
  }),
  'history-clear': () => ({ type: 'history-clear' }),
  'history-watch': () => ({ type: 'history-watch', watches: true }),
  'history-import': ({ conversationId, turnId }) => ({
    type: 'history-import',
    importId: turnId,
    conversations: [
      { id: `${conversationId}-forged`, title: 'Forged', createdAt: 1, updatedAt: 1, turns: [] },
    ],
  }),
};

/** Every message that a view may send, about each of the targets. */
export function forgeMessages(targets: readonly Target[]): readonly ViewMessage[] {
  return targets.flatMap((target) => Object.values(examples).map((make) => make(target)));
}

/** What is no message at all. */
export const junk: readonly unknown[] = [
  ...[null, 0, '', 'ask-start', [], {}, { type: 1 }, { type: 'ask' }, { type: '__proto__' }],
  { type: 'ask-start' },
  { type: 'ask-attach', conversationId: 'x'.repeat(100_000) },
  { type: 'ask-attach', conversationId: { toString: 'x' } },
  { type: 'constructor', conversationId: 'a', askId: 'a' },
];
