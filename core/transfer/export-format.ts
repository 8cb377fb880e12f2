import type { Answer, Conversation, Turn } from '../conversation.ts';
import type { AskError } from '../errors.ts';

/** `docs/export-format.md` describes it, `docs/export-format.schema.json` checks it. */
export const exportFormat = 'aside-conversations';
export const exportVersion = 1;

/** What stands before the first conversation. `now` in ms since 1970. */
export function exportHead(now: number): string {
  const fields = {
    format: exportFormat,
    version: exportVersion,
    exportedAt: new Date(now).toISOString(),
  };
  return `${JSON.stringify(fields).slice(0, -1)},"conversations":[`;
}

/** What stands behind the last one. */
export const exportTail = '\n]}\n';

/** One conversation, with what stands between it and the one before. */
export function exportJson(conversation: Conversation, isFirst: boolean): string {
  return `${isFirst ? '' : ','}\n${JSON.stringify(exportedConversation(conversation))}`;
}

/** Each field by its name: what else a conversation may come to hold is not given away unseen. */
function exportedConversation(conversation: Conversation) {
  const { id, title, renamed, pinned, tags, createdAt, updatedAt, head, turns } = conversation;
  const marks = { title, renamed, pinned, tags };
  return { id, ...marks, createdAt, updatedAt, head, turns: turns.map(exportedTurn) };
}

function exportedTurn({ id, askId, after, question, model, askedAt, answer }: Turn) {
  const { text, quote, action, language } = question;
  return {
    id,
    askId,
    after,
    question: { text, quote, action, language },
    model,
    askedAt,
    answer: exportedAnswer(answer),
  };
}

function exportedAnswer({ text, earlier = '', state, error, omitted }: Answer) {
  return { text: text || earlier, state, error: error && exportedError(error), omitted };
}

/** When a server wants to be asked again is of no use later, or elsewhere. */
function exportedError(error: AskError): AskError {
  if (error.kind !== 'http') return error;
  const { retryAt: _, ...rest } = error;
  return rest;
}
