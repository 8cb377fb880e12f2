import { isSelectionAction } from './actions.ts';
import type { Conversation } from './conversation.ts';
import { isOpen, retryModes } from './conversation.ts';
import { isConversation, isQuestion, isTurn } from './conversation-guards.ts';
import { isMark } from './conversation-marks.ts';
import { isAskError } from './errors.ts';
import type { FieldGuards } from './guards.ts';
import {
  hasFields,
  isBoolean,
  isInteger,
  isKeyOf,
  isListOf,
  isOneOf,
  isRecord,
  isRecordOf,
  isText,
  isTexts,
  optional,
} from './guards.ts';
import type { RebuiltList } from './history-rebuild.ts';
import type {
  BackgroundMessage,
  ConnectionFinding,
  MissingReason,
  RefusalReason,
  SelectionOffer,
  ViewMessage,
} from './protocol.ts';
import { themes } from './settings.ts';
import { isTemporary } from './temporary.ts';

const missingReasons: Record<MissingReason, true> = {
  missing: true,
  deleted: true,
  unreadable: true,
  'newer-version': true,
};

const refusalReasons: Record<RefusalReason, true> = {
  busy: true,
  blank: true,
  'too-large': true,
  'not-allowed': true,
  unreadable: true,
  'not-saved': true,
};

type Fields = Readonly<Record<string, unknown>>;
/** What is to stand in the fields of each message beside its type. */
type Guards<Message extends { readonly type: string }> = {
  readonly [Type in Message['type']]:
    | FieldGuards<Omit<Extract<Message, { type: Type }>, 'type'>>
    | ((message: Fields) => boolean);
};

const isId = (value: unknown): value is string =>
  isText(value) && value !== '' && value.length <= 100;
const isIds = isListOf(isId);

/** Nothing in it runs or waits: whoever asked that is elsewhere. */
const isImportable = (value: unknown): value is Conversation =>
  isConversation(value) && isId(value.id) && !isTemporary(value.id) && !value.turns.some(isOpen);

const viewGuards: Guards<ViewMessage> = {
  'ask-start': {
    askId: isId,
    conversationId: isId,
    question: isQuestion,
    model: isText,
    after: optional(isId),
  },
  'ask-retry': {
    askId: isId,
    conversationId: isId,
    turnId: isId,
    model: isText,
    mode: isOneOf(retryModes),
  },
  'ask-attach': { conversationId: isId },
  'ask-detach': {},
  'temporary-keep': { conversation: isConversation },
  'ask-stop': { askId: isId },
  'branch-show': { conversationId: isId, turnId: isId },
  'turn-delete': { conversationId: isId, turnId: isId },
  'panel-ready': { windowId: isInteger },
  'panel-show': { windowId: isInteger, conversationId: isId },
  'panel-open': { conversationId: isId },
  'models-list': { refresh: isBoolean },
  'connection-test': { address: isText },
  'update-apply': {},
  'history-rebuild': {},
  'search-rebuild': {},
  'conversation-mark': { conversationId: isId, mark: isMark },
  'conversations-delete': { conversationIds: isIds },
  'conversations-restore': { conversationIds: isIds },
  'history-clear': {},
  'history-watch': { watches: isBoolean },
  'history-import': { importId: isId, conversations: isListOf(isImportable) },
};

const isOffer = isRecordOf<SelectionOffer>({
  action: isSelectionAction,
  quote: isText,
  language: isText,
  theme: optional(isOneOf(themes)),
});

const isRebuiltList = isRecordOf<RebuiltList>({ listed: isInteger, unreadable: isInteger });

function isFinding(value: unknown): value is ConnectionFinding {
  if (!isRecord(value)) return false;
  if (value.kind === 'models') return isTexts(value.models);
  return value.kind === 'answered' || (value.kind === 'failed' && isAskError(value.error));
}

const backgroundGuards: Guards<BackgroundMessage> = {
  'answer-start': { conversationId: isId, turn: isTurn },
  'answer-omitted': { askId: isId, messages: isInteger },
  'answer-delta': { askId: isId, seq: isInteger, text: isText },
  'answer-stalled': { askId: isId, seconds: isInteger },
  'answer-end': { askId: isId, reason: isOneOf(['complete', 'stopped']) },
  'answer-interrupted': { askId: isId },
  'answer-error': { askId: isId, error: isAskError },
  'branch-shown': { conversationId: isId, head: isId },
  'turn-deleted': { conversationId: isId, turnId: isId },
  'conversation-snapshot': { conversation: isConversation },
  'conversation-missing': { conversationId: isId, reason: isKeyOf(missingReasons) },
  'ask-refused': { askId: isId, reason: isKeyOf(refusalReasons) },
  'ask-offer': ({ conversationId, selection }) =>
    selection === undefined ? isId(conversationId) : isOffer(selection),
  'save-failed': { conversationId: isId },
  models: { models: isTexts, defaultModel: isText },
  'connection-result': { address: isText, finding: isFinding },
  'update-ready': {},
  'history-rebuilt': { list: (value) => value === 'failed' || isRebuiltList(value) },
  'conversation-renamed': { conversationId: isId, title: isText },
  'history-running': { conversationIds: isIds },
  'history-failed': { reason: isOneOf(['not-saved', 'not-there']) },
  'history-cleared': {},
  'history-imported': { importId: isId, added: (value) => value === 'failed' || isInteger(value) },
};

function admits(guards: Guards<{ type: string }>, value: unknown): boolean {
  if (!isRecord(value) || !isText(value.type) || !Object.hasOwn(guards, value.type)) return false;
  const guard = guards[value.type];
  if (typeof guard === 'function') return guard(value);
  return guard !== undefined && hasFields(value, guard);
}

export function isViewMessage(value: unknown): value is ViewMessage {
  return admits(viewGuards, value);
}

export function isBackgroundMessage(value: unknown): value is BackgroundMessage {
  return admits(backgroundGuards, value);
}
