import { inOneBranch } from '../../core/branches.ts';
import type { Conversation, Turn } from '../../core/conversation.ts';
import { newestKey, pageKey, pageSize, storedPage } from '../../core/history-pages.ts';
import { conversationKey, storedConversation } from '../../core/stored-conversation.ts';
import { storage } from '../../platform/storage.ts';
import { createProse } from './prose.ts';
import { makeText } from './texts.ts';

/** Half of them are questions. */
const messages = 20;
/** In characters; ten thousand conversations come to 100 MB. */
const messageLength = 500;
/** Milliseconds since 1970; each conversation is a minute younger than the one before. */
const begun = 1_700_000_000_000;

export const idOf = (index: number) => `conversation-${index}`;

export function makeConversation(index: number): Conversation {
  const write = createProse(index + 1);
  const at = begun + index * 60_000;
  const turns = Array.from({ length: messages / 2 }, (_, turn): Turn => {
    const id = `${idOf(index)}-${turn}`;
    const question = { text: write(messageLength) };
    const answer = { text: write(messageLength), state: 'complete' } as const;
    return { id, askId: id, question, model: '', askedAt: at, answer };
  });
  const branch = inOneBranch(turns);
  return { id: idOf(index), title: write(40), createdAt: at, updatedAt: at, ...branch };
}

/**
 * Stores one conversation of that many turns, whose answers are Markdown, in the branch that is
 * shown; so many of its turns, at even distances, have another version.
 */
export async function storeLong(id: string, count: number, branches: number): Promise<void> {
  const turns = Array.from({ length: count }, (_, index): Turn => {
    const askId = `${id}-${index}`;
    const question = { text: `Question ${index}: and then?` };
    const answer = { text: makeText('mixed', 1500), state: 'complete' } as const;
    return { id: askId, askId, question, model: '', askedAt: begun, answer };
  });
  const branch = inOneBranch(turns);
  const branched = Array.from({ length: branches }, (_, at) => Math.floor((at * count) / branches));
  const others = branched
    .flatMap((at) => branch.turns[at] ?? [])
    .map((turn) => ({ ...turn, id: `${turn.id}-other`, askId: `${turn.askId}-other` }));
  const all = { ...branch, turns: [...branch.turns, ...others] };
  const conversation = { id, title: id, createdAt: begun, updatedAt: begun, ...all };
  await storage.set({ [conversationKey(id)]: storedConversation(conversation, 0) });
}

/** Stores that many conversations, and their index, as the background would have. */
export async function fill(count: number): Promise<void> {
  for (let page = 0; page * pageSize < count; page += 1) {
    const size = Math.min(pageSize, count - page * pageSize);
    const conversations = Array.from({ length: size }, (_, index) =>
      makeConversation(page * pageSize + index),
    );
    const entries = conversations.map(({ id, title, updatedAt }) => ({ id, title, updatedAt }));
    const records = conversations.map((each) => [
      conversationKey(each.id),
      storedConversation(each, page),
    ]);
    await storage.set({
      ...Object.fromEntries(records),
      [pageKey(page)]: storedPage({ entries, strange: [] }),
      [newestKey]: page,
    });
  }
}
