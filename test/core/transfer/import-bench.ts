import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conversation } from '../../../core/conversation.ts';
import type { ImportProblem } from '../../../core/transfer/import-problem.ts';
import { ImportFailure } from '../../../core/transfer/import-problem.ts';
import type { ImportFile, ReadingParts } from '../../../core/transfer/read-import.ts';
import { readImport } from '../../../core/transfer/read-import.ts';
import type { ReadItem } from '../../../core/transfer/read-item.ts';

/** After everything in the fixtures. */
export const now = Date.parse('2026-01-01T00:00:00Z');

export const readFixture = (name: string) =>
  readFile(join(import.meta.dirname, '../../fixtures/import', name), 'utf8');

export function partsOf(parts: Partial<ReadingParts> = {}): ReadingParts {
  return {
    signal: new AbortController().signal,
    now: () => now,
    pause: async () => {},
    onProgress: () => {},
    ...parts,
  };
}

/** A file that comes in chunks of so many bytes; all at once by default. */
export function fileOf(content: string | Uint8Array, chunk = Number.POSITIVE_INFINITY): ImportFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    size: bytes.length,
    stream: () => {
      let at = 0;
      return new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (at >= bytes.length) return controller.close();
          const end = Math.min(bytes.length, at + chunk);
          controller.enqueue(bytes.subarray(at, end));
          at = end;
        },
      });
    },
  };
}

export async function readAll(file: ImportFile, parts = partsOf()): Promise<readonly ReadItem[]> {
  return Array.fromAsync(readImport(file, parts));
}

/** The conversations of a fixture. */
export async function conversationsIn(name: string): Promise<readonly Conversation[]> {
  const items = await readAll(fileOf(await readFixture(name)));
  return items.flatMap((item) => (item.kind === 'conversation' ? [item.conversation] : []));
}

/** What is wrong with a file that must be refused. */
export async function problemOf(reading: Promise<unknown>): Promise<ImportProblem> {
  const thrown = await reading.then(
    () => new Error('It was not refused'),
    (reason: unknown) => reason,
  );
  if (thrown instanceof ImportFailure) return thrown.problem;
  throw thrown;
}

/** Each turn in a line: its place in the tree, what was asked, what was answered and how it ended. */
export function outline({ id, turns, head }: Conversation): readonly string[] {
  const short = (turn: string | undefined) => turn?.replace(`${id}-`, '') ?? '';
  return turns.map(
    (turn) =>
      `${turn.id === head ? '*' : ''}${short(turn.id)}<${short(turn.after)} ${turn.question.text} | ${turn.answer.text} | ${turn.answer.state} ${turn.model}`,
  );
}
