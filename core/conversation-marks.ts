import { branchOf } from './branches.ts';
import type { Conversation } from './conversation.ts';
import { assertNever, isBoolean, isRecord, isText } from './guards.ts';
import type { HistoryEntry } from './history-pages.ts';
import { makeTitle } from './title.ts';

/** The most characters of a title that a user gives, and of a tag. */
export const longestTitle = 200;
export const longestTag = 40;
/** The most tags of a conversation. */
export const mostTags = 20;

/** What the user says of a conversation, beside what is said in it. */
export type Mark =
  /** '' for the title that is made of its first question. */
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'pin'; readonly pinned: boolean }
  | { readonly kind: 'tag'; readonly tag: string; readonly tagged: boolean };

export function isMark(value: unknown): value is Mark {
  if (!isRecord(value)) return false;
  if (value.kind === 'title') return isWithin(value.title, longestTitle);
  if (value.kind === 'pin') return isBoolean(value.pinned);
  return value.kind === 'tag' && isTag(value.tag) && isBoolean(value.tagged);
}

export function isTag(value: unknown): value is string {
  return isWithin(value, longestTag) && value !== '';
}

const isWithin = (text: unknown, longest: number) => isText(text) && text.length <= longest;

export function applyMark(conversation: Conversation, mark: Mark): Conversation {
  switch (mark.kind) {
    case 'title':
      return withTitle(conversation, mark.title.trim());
    case 'pin': {
      const { pinned: _, ...rest } = conversation;
      return mark.pinned ? { ...rest, pinned: true } : rest;
    }
    case 'tag': {
      const { tags: before = [], ...rest } = conversation;
      const others = before.filter((tag) => tag !== mark.tag);
      const tags = mark.tagged ? [...others, mark.tag].slice(0, mostTags) : others;
      return tags.length > 0 ? { ...rest, tags } : rest;
    }
    default:
      return assertNever(mark);
  }
}

function withTitle({ renamed: _, ...rest }: Conversation, title: string): Conversation {
  if (title !== '') return { ...rest, title, renamed: true };
  const [first] = branchOf(rest);
  return { ...rest, title: first ? makeTitle(first.question) : '' };
}

/** The conversation with the marks of a copy that is known to have the latest. */
export function withMarksOf(
  { title: own, renamed, pinned: _, tags: __, ...rest }: Conversation,
  marked: Conversation,
): Conversation {
  const title = renamed || marked.renamed ? marked.title : own;
  return { ...rest, title, ...marksOf(marked) };
}

function marksOf({ renamed, pinned, tags }: Conversation) {
  return {
    ...(renamed ? { renamed } : {}),
    ...(pinned ? { pinned } : {}),
    ...(tags ? { tags } : {}),
  };
}

/** The line of the history list for a conversation. */
export function entryOf({ id, title, updatedAt, pinned, tags }: Conversation): HistoryEntry {
  return { id, title, updatedAt, ...(pinned ? { pinned } : {}), ...(tags ? { tags } : {}) };
}
