import { exportFormat, exportVersion } from './export-format.ts';
import { ImportFailure } from './import-problem.ts';
import type { JsonItem } from './json-reader.ts';
import { createJsonReader } from './json-reader.ts';
import type { ReadItem } from './read-item.ts';
import { readItem } from './read-item.ts';

/** A file as the browser gives it. */
export interface ImportFile {
  /** In bytes. */
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
}

export interface ReadingParts {
  readonly signal: AbortSignal;
  /** The time, in ms since 1970. */
  now(): number;
  /** Lets the page answer its user. */
  pause(): Promise<void>;
  /** How much of the file is read, in bytes. */
  onProgress(read: number): void;
}

/** Characters read between two pauses. */
const sliceLength = 128 * 1024;

/**
 * Reads a file from its beginning to its end, a conversation at a time, and holds no more of it.
 * @throws ImportFailure for what is wrong with the file, and the signal's reason once aborted.
 */
export async function* readImport(file: ImportFile, parts: ReadingParts): AsyncGenerator<ReadItem> {
  const { signal, now, pause } = parts;
  const reader = createJsonReader({
    fields: ['format', 'version'],
    lists: ['conversations', 'chat', 'sessions'],
  });
  const header = new Map<string, unknown>();
  let items = 0;
  for await (const text of readText(file, parts)) {
    for (let start = 0, end = 0; start < text.length; start = end) {
      end = endOfSlice(text, start);
      for (const item of reader.feed(text.slice(start, end))) {
        if (item.under === 'format' || item.under === 'version') header.set(item.under, item.value);
        else {
          checkHeader(item, header);
          items += 1;
          yield await readItem(item.value, item.under === 'conversations', now());
        }
      }
      await pause();
      signal.throwIfAborted();
    }
  }
  reader.end();
  if (items === 0 && header.get('format') !== exportFormat) {
    throw new ImportFailure({ kind: 'unknown-format' });
  }
}

/** A slice is encoded by itself: cut between its halves, a character would be lost. */
function endOfSlice(text: string, start: number): number {
  const end = start + sliceLength;
  return (text.codePointAt(end - 1) ?? 0) > 0xffff ? end + 1 : end;
}

/** Our own export says first what it is. */
function checkHeader({ under }: JsonItem, header: ReadonlyMap<string, unknown>) {
  if (under !== 'conversations') return;
  const version = header.get('version');
  const isOurs = header.get('format') === exportFormat && typeof version === 'number';
  if (!isOurs) throw new ImportFailure({ kind: 'unknown-format' });
  if (version > exportVersion) throw new ImportFailure({ kind: 'newer-version' });
}

/** A file's text, as it comes, without a byte order mark. */
async function* readText(file: ImportFile, { signal, onProgress }: ReadingParts) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const stream = file.stream().getReader();
  let read = 0;
  let line = 1;
  const decode = (bytes?: Uint8Array) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new ImportFailure({ kind: 'not-text', line }, { cause });
    }
  };
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await stream.read().catch((cause: unknown) => {
        throw new ImportFailure({ kind: 'unreadable' }, { cause });
      });
      if (done) break;
      const text = decode(value);
      yield text;
      line += text.split('\n').length - 1;
      read += value.length;
      onProgress(read);
    }
    yield decode();
  } finally {
    await stream.cancel().catch(() => {});
  }
}
