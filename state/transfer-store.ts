import { createStore } from 'zustand/vanilla';
import { readDeletions } from '../core/deletions.ts';
import { readHistoryList } from '../core/history-index.ts';
import type { KeyValueStore } from '../core/key-value-store.ts';
import type { Link } from '../core/link.ts';
import { conversationIdOf, conversationKey } from '../core/stored-conversation.ts';
import type { Translate } from '../core/strings.ts';
import type { ExportFormat, ExportOutcome, ExportSink } from '../core/transfer/export-all.ts';
import { exportAll, exportThese } from '../core/transfer/export-all.ts';
import type { ImportPreview } from '../core/transfer/import-file.ts';
import { bringIn, checkImport } from '../core/transfer/import-file.ts';
import type { ImportProblem } from '../core/transfer/import-problem.ts';
import { ImportFailure } from '../core/transfer/import-problem.ts';
import type { ImportFile } from '../core/transfer/read-import.ts';
import { createImportLine, ImportBrokeOff } from './import-line.ts';

/** Where an export stands, as far as the user has asked for one. */
type ExportState =
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | ({ readonly kind: 'done' } & ExportOutcome)
  | { readonly kind: 'cancelled' | 'failed' };

/** Where an import stands. `read` and `size` of the file in bytes. */
export type ImportState =
  | { readonly kind: 'checking'; readonly read: number; readonly size: number }
  | { readonly kind: 'refused'; readonly problem: ImportProblem }
  | { readonly kind: 'failed' }
  | { readonly kind: 'checked'; readonly preview: ImportPreview }
  | { readonly kind: 'importing'; readonly read: number; readonly size: number }
  | { readonly kind: 'imported'; readonly ending: ImportEnding; readonly added: number };

export type ImportEnding = 'complete' | 'cancelled' | 'broke-off' | 'not-saved';

export interface TransferState {
  readonly exporting: ExportState | undefined;
  readonly importing: ImportState | undefined;
}

export interface TransferActions {
  exportAll(format: ExportFormat): Promise<void>;
  /** Saves these in one file. Rejects where one of them cannot be read. */
  exportThese(ids: readonly string[], format: ExportFormat): Promise<void>;
  /** Reads a file through, to tell what would come in. */
  check(file: ImportFile): Promise<void>;
  /** Brings in what was checked. */
  start(): Promise<void>;
  cancelExport(): void;
  /** Ends a check or an import. What has come in stays. */
  cancelImport(): void;
  /** What came of it has been seen. */
  forgetExport(): void;
  forgetImport(): void;
}

export interface TransferParts {
  readonly link: Link;
  /** To read from: the background alone writes. */
  readonly store: KeyValueStore;
  readonly translate: Translate;
  newId(): string;
  /** The time, in ms since 1970. */
  now(): number;
  /** Lets the page answer its user. */
  pause(): Promise<void>;
  createSink(format: ExportFormat): ExportSink;
  /** An import is over, whichever way: there may be more conversations than before. */
  onImported(): void;
}

export type TransferStore = ReturnType<typeof createTransferStore>;

/** Conversations on their way out of the extension, or into it. */
export function createTransferStore(parts: TransferParts) {
  const { store, now, pause } = parts;
  const line = createImportLine(parts);
  const exportRun = oneAtATime();
  const importRun = oneAtATime();
  let checked: ImportFile | undefined;

  /**
   * What is listed is there; only what is not is looked up. What is deleted is stored for a while
   * yet, and an import takes it all the same.
   */
  const createPresence = async () => {
    const list = await readHistoryList(store, { atLeast: Number.POSITIVE_INFINITY });
    const { deleted } = await readDeletions(store);
    const gone = new Set(deleted.map(({ id }) => id));
    const listed = new Set(list.entries.map(({ id }) => id).filter((id) => !gone.has(id)));
    return async (ids: readonly string[]) => {
      const unlisted = ids.filter((id) => !listed.has(id) && !gone.has(id)).map(conversationKey);
      const stored = unlisted.length > 0 ? Object.keys(await store.get(unlisted)) : [];
      const found = stored.map(conversationIdOf).filter((id) => id !== undefined);
      return new Set([...ids.filter((id) => listed.has(id)), ...found]);
    };
  };

  return createStore<TransferState & { readonly actions: TransferActions }>()((set) => {
    /** How much is read is told once in a hundredth of the file: more would be drawn for nothing. */
    const watchReading = (kind: 'checking' | 'importing', { size }: ImportFile) => {
      let told = 0;
      set({ importing: { kind, read: 0, size } });
      return (read: number) => {
        if ((read - told) * 100 < size) return;
        told = read;
        set({ importing: { kind, read, size } });
      };
    };

    return {
      exporting: undefined,
      importing: undefined,
      actions: {
        exportAll: async (format) => {
          const signal = exportRun.begin();
          const onProgress = (done: number, total: number) =>
            set({ exporting: { kind: 'running', done, total } });
          onProgress(0, 0);
          try {
            const watch = { signal, pause, onProgress };
            const outcome = await exportAll(parts, format, parts.createSink(format), watch);
            set({ exporting: { kind: 'done', ...outcome } });
          } catch {
            set({ exporting: { kind: signal.aborted ? 'cancelled' : 'failed' } });
          }
        },
        exportThese: (ids, format) => exportThese(parts, ids, format, parts.createSink(format)),
        check: async (file) => {
          const signal = importRun.begin();
          const onProgress = watchReading('checking', file);
          checked = undefined;
          try {
            const reading = { signal, now, pause, onProgress };
            const preview = await checkImport(file, reading, await createPresence());
            checked = file;
            set({ importing: { kind: 'checked', preview } });
          } catch (thrown) {
            if (signal.aborted) set({ importing: undefined });
            else if (thrown instanceof ImportFailure) {
              set({ importing: { kind: 'refused', problem: thrown.problem } });
            } else set({ importing: { kind: 'failed' } });
          }
        },
        start: async () => {
          const file = checked;
          if (!file) return;
          checked = undefined;
          const signal = importRun.begin();
          const onProgress = watchReading('importing', file);
          let added = 0;
          const end = (ending: ImportEnding) => {
            set({ importing: { kind: 'imported', ending, added } });
            parts.onImported();
          };
          try {
            await bringIn(file, { signal, now, pause, onProgress }, line.store, (sum) => {
              added = sum;
            });
            end('complete');
          } catch (thrown) {
            const isOurs = thrown instanceof ImportBrokeOff && thrown.why === 'not-saved';
            end(signal.aborted ? 'cancelled' : isOurs ? 'not-saved' : 'broke-off');
          }
        },
        cancelExport: () => exportRun.cancel(),
        cancelImport: () => {
          importRun.cancel();
          checked = undefined;
          set(({ importing }) => (importing?.kind === 'checked' ? { importing: undefined } : {}));
        },
        forgetExport: () =>
          set(({ exporting }) => (exporting?.kind === 'running' ? {} : { exporting: undefined })),
        forgetImport: () =>
          set(({ importing }) => (isOver(importing) ? { importing: undefined } : {})),
      },
    };
  });
}

const isOver = (state: ImportState | undefined) =>
  state?.kind === 'imported' || state?.kind === 'refused' || state?.kind === 'failed';

/** What can be cancelled: a run that begins cancels the one before it. */
function oneAtATime() {
  let controller = new AbortController();
  return {
    begin: () => {
      controller.abort();
      controller = new AbortController();
      return controller.signal;
    },
    cancel: () => controller.abort(),
  };
}
