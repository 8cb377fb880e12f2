import type { Conversation } from '../conversation.ts';
import { makeTitle } from '../title.ts';
import { contentHash } from './content-hash.ts';
import { readAside } from './from-aside.ts';
import { readChatGpt } from './from-chatgpt.ts';
import { readChatGptBox } from './from-chatgpt-box.ts';
import { readOpenWebUi } from './from-open-webui.ts';
import { readPageAssist } from './from-page-assist.ts';
import type { SourceConversation } from './source-conversation.ts';
import { mostText, turnsOf } from './source-tree.ts';

/** Where an export comes from, by the name that its users know. */
export type Product = 'Aside' | 'ChatGPT' | 'ChatGPTBox' | 'Open WebUI' | 'Page Assist';

/** Why one conversation of a file stays out. */
export type SkipReason = 'damaged' | 'blank' | 'too-large' | 'repeated';

export type ReadItem =
  | {
      readonly kind: 'conversation';
      readonly product: Product;
      readonly conversation: Conversation;
      /** Questions and answers. */
      readonly messages: number;
      /** What is neither, such as messages of the system and of tools. */
      readonly leftOut: number;
    }
  | { readonly kind: 'skipped'; readonly product: Product | undefined; readonly why: SkipReason };

const readers: Readonly<
  Record<Exclude<Product, 'Aside'>, (value: unknown) => SourceConversation | undefined>
> = {
  ChatGPT: readChatGpt,
  ChatGPTBox: readChatGptBox,
  'Open WebUI': readOpenWebUi,
  'Page Assist': readPageAssist,
};

/**
 * One conversation of a file, recognised by its shape.
 * @param now No time in it is later, in ms since 1970: it would stand above all others for ever.
 */
export async function readItem(value: unknown, isAside: boolean, now: number): Promise<ReadItem> {
  if (isAside) return readOwn(value, now);
  for (const [product, read] of Object.entries(readers)) {
    const source = read(value);
    if (source && isProduct(product)) return readSource(product, source, now);
  }
  return { kind: 'skipped', product: undefined, why: 'damaged' };
}

const isProduct = (name: string): name is keyof typeof readers => Object.hasOwn(readers, name);

function readOwn(value: unknown, now: number): ReadItem {
  const product = 'Aside';
  const conversation = readAside(value);
  if (!conversation) return { kind: 'skipped', product, why: 'damaged' };
  if (conversation.turns.length === 0) return { kind: 'skipped', product, why: 'blank' };
  const { turns } = conversation;
  const text = turns.reduce(
    (sum, { question, answer }) =>
      sum + question.text.length + (question.quote?.length ?? 0) + answer.text.length,
    0,
  );
  if (text > mostText) return { kind: 'skipped', product, why: 'too-large' };
  const answers = turns.filter(({ answer }) => answer.text !== '').length;
  const messages = turns.length + answers;
  return {
    kind: 'conversation',
    product,
    conversation: until(now, conversation),
    messages,
    leftOut: 0,
  };
}

async function readSource(
  product: Product,
  source: SourceConversation,
  now: number,
): Promise<ReadItem> {
  const messages = source.messages.filter(({ role, text }) => role !== 'other' && text !== '');
  if (messages.length === 0) return { kind: 'skipped', product, why: 'blank' };
  const id = await stableId(product, source);
  const tree = turnsOf(source, id);
  if (!tree) return { kind: 'skipped', product, why: 'too-large' };
  const { turns, head, leftOut } = tree;
  if (turns.length === 0) return { kind: 'skipped', product, why: 'damaged' };
  const times = turns.map(({ askedAt }) => askedAt).filter((at) => at > 0);
  const conversation = {
    id,
    title: titleOf(source.title) || makeTitle(turns[0]?.question ?? { text: '' }),
    createdAt: source.createdAt ?? times[0] ?? 0,
    updatedAt: source.updatedAt ?? times.at(-1) ?? source.createdAt ?? 0,
    turns,
    ...(head === undefined ? {} : { head }),
  };
  return {
    kind: 'conversation',
    product,
    conversation: until(now, conversation),
    messages: messages.length,
    leftOut,
  };
}

const titleOf = (title: string) => title.slice(0, 1000).replace(/\s+/g, ' ').trim().slice(0, 200);

/** The same conversation has the same id whenever it is imported. */
async function stableId(product: Product, source: SourceConversation): Promise<string> {
  const { id, title, messages } = source;
  const name = product.toLowerCase().replaceAll(' ', '-');
  if (id !== undefined && /^[\w-]{1,60}$/.test(id)) return `${name}-${id}`;
  const content = id ?? JSON.stringify([title, messages.map(({ role, text }) => [role, text])]);
  return `${name}-${await contentHash(content)}`;
}

function until(now: number, conversation: Conversation): Conversation {
  const { createdAt, updatedAt } = conversation;
  return {
    ...conversation,
    createdAt: Math.min(createdAt, now),
    updatedAt: Math.min(updatedAt, now),
    turns: conversation.turns.map((turn) =>
      turn.askedAt > now ? { ...turn, askedAt: now } : turn,
    ),
  };
}
