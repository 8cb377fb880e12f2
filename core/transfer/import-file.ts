import type { Conversation } from '../conversation.ts';
import { ImportFailure } from './import-problem.ts';
import type { ImportFile, ReadingParts } from './read-import.ts';
import { readImport } from './read-import.ts';
import type { Product, SkipReason } from './read-item.ts';

/** What a file holds, and what of it will come in. */
export interface ImportPreview {
  readonly product: Product | undefined;
  /** Those that will come in, and their questions and answers. */
  readonly conversations: number;
  readonly messages: number;
  /** Conversations that are here already; they stay as they are. */
  readonly present: number;
  /** What is neither question nor answer in those that will come in. */
  readonly leftOut: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
}

/** How many conversations are looked up, or stored, at once, and how much text is in them. */
const batchLength = 100;
const batchText = 1_000_000;

/**
 * The first reading: is the whole of the file sound, and what would come in?
 * @param present Which of these ids are there already.
 * @throws ImportFailure, or the signal's reason once aborted.
 */
export async function checkImport(
  file: ImportFile,
  parts: ReadingParts,
  present: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<ImportPreview> {
  const counts = { conversations: 0, messages: 0, present: 0, leftOut: 0 };
  const skipped: Partial<Record<SkipReason, number>> = {};
  let product: Product | undefined;
  let waiting: { id: string; messages: number; leftOut: number }[] = [];
  const look = async () => {
    const there = await present(waiting.map(({ id }) => id));
    for (const { id, messages, leftOut } of waiting) {
      if (there.has(id)) counts.present += 1;
      else {
        counts.conversations += 1;
        counts.messages += messages;
        counts.leftOut += leftOut;
      }
    }
    waiting = [];
  };
  for await (const item of readOnce(file, parts)) {
    product ??= item.product;
    if (item.kind === 'skipped') skipped[item.why] = (skipped[item.why] ?? 0) + 1;
    else {
      const { conversation, messages, leftOut } = item;
      waiting.push({ id: conversation.id, messages, leftOut });
      if (waiting.length >= batchLength) await look();
    }
  }
  await look();
  if (product === undefined && skipped.damaged) throw new ImportFailure({ kind: 'unknown-format' });
  return { product, ...counts, skipped };
}

/**
 * The second reading: hands conversations on in batches, the next one when the one before is
 * stored.
 * @param store Stores those that are not there yet, all of them or none, and says how many.
 * @param onStored How many have come in so far.
 */
export async function bringIn(
  file: ImportFile,
  parts: ReadingParts,
  store: (conversations: readonly Conversation[]) => Promise<number>,
  onStored: (added: number) => void,
): Promise<void> {
  let added = 0;
  let batch: Conversation[] = [];
  let text = 0;
  const flush = async () => {
    if (batch.length === 0) return;
    added += await store(batch);
    onStored(added);
    batch = [];
    text = 0;
  };
  for await (const item of readOnce(file, parts)) {
    if (item.kind === 'skipped') continue;
    batch.push(item.conversation);
    text += textIn(item.conversation);
    if (batch.length >= batchLength || text >= batchText) await flush();
  }
  await flush();
}

const textIn = ({ turns }: Conversation) =>
  turns.reduce(
    (sum, { question, answer }) =>
      sum + question.text.length + (question.quote?.length ?? 0) + answer.text.length,
    0,
  );

/** A conversation that stands twice in a file comes in once: the first. */
async function* readOnce(file: ImportFile, parts: ReadingParts) {
  const seen = new Set<string>();
  for await (const item of readImport(file, parts)) {
    if (item.kind === 'conversation' && seen.has(item.conversation.id)) {
      yield { kind: 'skipped', product: item.product, why: 'repeated' } as const;
    } else {
      if (item.kind === 'conversation') seen.add(item.conversation.id);
      yield item;
    }
  }
}
