import type { Question } from '../actions.ts';
import type { Answer, Conversation, Turn } from '../conversation.ts';
import { isTurn } from '../conversation-guards.ts';
import { isTag, mostTags } from '../conversation-marks.ts';
import type { AskErrorKind } from '../errors.ts';
import { plainError } from '../errors.ts';
import { isRecord } from '../guards.ts';
import { idOf, textOf, timeOf } from './source-conversation.ts';

/** A conversation of our own export. Undefined for what is none. */
export function readAside(value: unknown): Conversation | undefined {
  if (!isRecord(value) || !Array.isArray(value.turns)) return undefined;
  const id = safeId(value.id);
  const turns = turnsOf(value.turns);
  if (id === undefined || !turns) return undefined;
  const askedAt = turns.map((turn) => turn.askedAt);
  const head = turns.find((turn) => turn.id === value.head) ?? turns.at(-1);
  return {
    id,
    title: textOf(value.title),
    createdAt: timeOf(value.createdAt) ?? askedAt[0] ?? 0,
    updatedAt: timeOf(value.updatedAt) ?? askedAt.at(-1) ?? 0,
    turns,
    ...(head ? { head: head.id } : {}),
    ...marksOf(value),
  };
}

/** What the user said of it, as far as it could have been said here. */
function marksOf({
  renamed,
  pinned,
  tags,
}: Readonly<Record<string, unknown>>): Pick<Conversation, 'renamed' | 'pinned' | 'tags'> {
  const kept = Array.isArray(tags) ? tags.filter(isTag).slice(0, mostTags) : [];
  return {
    ...(renamed === true ? { renamed } : {}),
    ...(pinned === true ? { pinned } : {}),
    ...(kept.length > 0 ? { tags: [...new Set(kept)] } : {}),
  };
}

/** What may be part of a key in storage as it stands. */
function safeId(value: unknown): string | undefined {
  const id = idOf(value);
  return id !== undefined && /^[\w-]{1,100}$/.test(id) ? id : undefined;
}

/** undefined where one of them is none, or follows one that stands behind it. */
function turnsOf(values: readonly unknown[]): readonly Turn[] | undefined {
  const turns = values.map(turnOf).filter((turn) => turn !== undefined);
  const places = new Map(turns.map(({ id }, index) => [id, index]));
  const isSound = turns.every(
    ({ id, after }, index) =>
      places.get(id) === index && (after === undefined || (places.get(after) ?? -1) < index),
  );
  return isSound && turns.length === values.length ? turns : undefined;
}

function turnOf(value: unknown): Turn | undefined {
  if (!isTurn(value)) return undefined;
  const { after, model, askedAt } = value;
  const id = safeId(value.id);
  const askId = safeId(value.askId);
  if (id === undefined || askId === undefined) return undefined;
  return {
    id,
    askId,
    ...(after === undefined ? {} : { after }),
    question: questionOf(value.question),
    model,
    askedAt: timeOf(askedAt) ?? 0,
    answer: answerOf(value.answer),
  };
}

function questionOf({ text, quote, action, language }: Question): Question {
  return {
    text,
    ...(quote === undefined ? {} : { quote }),
    ...(action === undefined ? {} : { action }),
    ...(language === undefined ? {} : { language }),
  };
}

/** Nobody runs it any more. */
function answerOf({ text, state, error, omitted }: Answer): Answer {
  const kept = omitted === undefined ? {} : { omitted };
  if (error && harmless.has(error.kind)) return { text, state, error: plainError(error), ...kept };
  const isOver = state === 'complete' || state === 'stopped';
  return { text, state: isOver ? state : 'interrupted', ...kept };
}

/**
 * Errors whose buttons lead nowhere. The others name a site to open or to give access to, and who
 * made the file would be the one to choose it.
 */
const harmless: ReadonlySet<AskErrorKind> = new Set<AskErrorKind>([
  'network',
  'offline',
  'http',
  'not-this-protocol',
  'empty-answer',
  'cut',
  'model-not-supported',
  'stalled',
  'bad-address',
  'settings-unreadable',
  'question-too-long',
  'unexpected',
]);
