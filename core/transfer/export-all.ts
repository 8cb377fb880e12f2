import { readPieces } from '../answer-pieces.ts';
import type { Conversation } from '../conversation.ts';
import { readDeletions } from '../deletions.ts';
import { readHistoryList } from '../history-index.ts';
import type { KeyValueStore } from '../key-value-store.ts';
import type { Reading } from '../migrations.ts';
import type { StoredConversation } from '../stored-conversation.ts';
import {
  conversationIdOf,
  conversationKey,
  readStoredConversation,
} from '../stored-conversation.ts';
import type { Translate } from '../strings.ts';
import { exportHead, exportJson, exportTail } from './export-format.ts';
import { exportMarkdown, markdownSeparator } from './export-markdown.ts';

export type ExportFormat = 'json' | 'markdown';

/** A file in the making. */
export interface ExportSink {
  write(text: string): void;
  /** Hands the file to the user. */
  save(name: string): void;
}

export interface ExportParts {
  readonly store: KeyValueStore;
  readonly translate: Translate;
  /** The time, in ms since 1970. */
  now(): number;
}

export interface ExportOutcome {
  /** How many conversations are in the file. */
  readonly exported: number;
  /** How many are stored and could not be read: these are not in it. */
  readonly unreadable: number;
}

export interface ExportWatch {
  readonly signal: AbortSignal;
  /** Lets the page answer its user. */
  pause(): Promise<void>;
  onProgress(done: number, total: number): void;
}

/** How many conversations are read at once. */
const sliceSize = 20;

/**
 * Writes every stored conversation into one file, newest first, and saves it. Holds a few of them
 * at a time. Rejects where storage cannot be read, and with the signal's reason once aborted.
 */
export async function exportAll(
  { store, translate, now }: ExportParts,
  format: ExportFormat,
  sink: ExportSink,
  { signal, pause, onProgress }: ExportWatch,
): Promise<ExportOutcome> {
  const ids = await storedIds(store);
  let exported = 0;
  let unreadable = 0;
  if (format === 'json') sink.write(exportHead(now()));
  for (let start = 0; start < ids.length; start += sliceSize) {
    signal.throwIfAborted();
    onProgress(start, ids.length);
    const texts: string[] = [];
    for (const reading of await readAll(store, ids.slice(start, start + sliceSize))) {
      if (reading.found === 'unreadable') unreadable += 1;
      if (reading.found !== 'value') continue;
      const conversation = await withPieces(store, reading.value.conversation);
      const isFirst = exported === 0;
      texts.push(
        format === 'json'
          ? exportJson(conversation, isFirst)
          : `${isFirst ? '' : markdownSeparator}${exportMarkdown(conversation, translate)}`,
      );
      exported += 1;
    }
    sink.write(texts.join(''));
    await pause();
  }
  signal.throwIfAborted();
  if (format === 'json') sink.write(exportTail);
  sink.save(`${nameAt(now())}${endings[format]}`);
  return { exported, unreadable };
}

/** Saves these in one file. Rejects where one of them cannot be read: nothing is saved then. */
export async function exportThese(
  { store, ...parts }: ExportParts,
  ids: readonly string[],
  format: ExportFormat,
  sink: ExportSink,
): Promise<void> {
  const readings = await readAll(store, ids);
  const conversations: Conversation[] = [];
  for (const reading of readings) {
    if (reading.found !== 'value') throw new Error('A conversation cannot be read');
    conversations.push(await withPieces(store, reading.value.conversation));
  }
  exportConversations(parts, conversations, format, sink);
}

/** Saves conversations as they are here, in a file that is named by the only one of them. */
export function exportConversations(
  { translate, now }: Omit<ExportParts, 'store'>,
  conversations: readonly Conversation[],
  format: ExportFormat,
  sink: ExportSink,
): void {
  const texts =
    format === 'json'
      ? [
          exportHead(now()),
          ...conversations.map((each, at) => exportJson(each, at === 0)),
          exportTail,
        ]
      : [conversations.map((each) => exportMarkdown(each, translate)).join(markdownSeparator)];
  for (const text of texts) sink.write(text);
  const [only, ...others] = conversations;
  const title = only && others.length === 0 ? fileName(only.title) : undefined;
  const name = title === undefined ? nameAt(now()) : title || 'aside-conversation';
  sink.save(`${name}${endings[format]}`);
}

const nameAt = (now: number) => `aside-conversations-${new Date(now).toISOString().slice(0, 10)}`;

const endings: Readonly<Record<ExportFormat, string>> = { json: '.json', markdown: '.md' };

/** What every system takes for the name of a file. */
function fileName(title: string): string {
  const plain = title.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ');
  return plain.trim().slice(0, 60).trim();
}

/**
 * All that are listed, newest first, and those that the list lacks: it may be damaged, and of one
 * that moves while it is read each page may be read when the other one has it.
 */
async function storedIds(store: KeyValueStore): Promise<readonly string[]> {
  const list = await readHistoryList(store, { atLeast: Number.POSITIVE_INFINITY });
  const stored = (await store.keys()).map(conversationIdOf).filter((id) => id !== undefined);
  const { deleted, everything } = await readDeletions(store);
  if (everything) return [];
  const ids = new Set([...list.entries.map(({ id }) => id), ...stored]);
  for (const { id } of deleted) ids.delete(id);
  return [...ids];
}

async function readAll(
  store: KeyValueStore,
  ids: readonly string[],
): Promise<readonly Reading<StoredConversation>[]> {
  const stored = await store.get(ids.map(conversationKey));
  return ids.map((id) => readStoredConversation(id, stored[conversationKey(id)]));
}

/** What a running answer has is kept in pieces beside it. */
async function withPieces(store: KeyValueStore, conversation: Conversation): Promise<Conversation> {
  let { turns } = conversation;
  for (const [index, turn] of turns.entries()) {
    if (turn.answer.state !== 'running') continue;
    const pieces = await readPieces(store, turn.askId);
    const text = turn.answer.text + pieces.join('');
    turns = turns.with(index, { ...turn, answer: { ...turn.answer, text } });
  }
  return { ...conversation, turns };
}
