import type { Deletion } from '../core/deletions.ts';
import type { HistoryList } from '../core/history-index.ts';
import type { HistoryHead } from '../core/history-marks.ts';
import type { HistoryEntry } from '../core/history-pages.ts';
import type { RebuiltList } from '../core/history-rebuild.ts';
import type { Link } from '../core/link.ts';
import type { HistoryFailure } from '../core/protocol.ts';

export interface HistoryState {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** The tag that is asked for; undefined for all. */
  readonly tag: string | undefined;
  /** Every tag that there is, by the alphabet. */
  readonly tags: readonly string[];
  /** What is deleted and can be brought back for a while, the oldest first. */
  readonly deleted: readonly Deletion[];
  /** The conversations in which an answer runs. */
  readonly running: ReadonlySet<string>;
  /** Why the last thing that was to be done with the list was not. */
  readonly failure: HistoryFailure | undefined;
  /** Whether there is more to load. */
  readonly more: boolean;
  readonly loading: boolean;
  /** Whether parts of the list that were read are damaged: conversations may be missing. */
  readonly damaged: boolean;
  /** Whether a newer version has written parts of it. */
  readonly newer: boolean;
  readonly failed: boolean;
  /** Rebuilding the list, as far as the user has asked for it. */
  readonly rebuild: 'running' | 'failed' | RebuiltList | undefined;
}

export interface HistoryActions {
  /** The list is on screen from now on: it is read, and again whenever it changes. */
  show(): Promise<void>;
  hide(): void;
  /** The stored list has changed. */
  changed(): void;
  /** The background may have died since, and another one be there. */
  rejoin(): void;
  loadMore(): Promise<void>;
  showTag(tag: string | undefined): Promise<void>;
  /** '' for the title that is made of the first question. */
  rename(id: string, title: string): void;
  pin(id: string, pinned: boolean): void;
  tag(id: string, tag: string, tagged: boolean): void;
  remove(ids: readonly string[]): void;
  restore(ids: readonly string[]): void;
  dismissFailure(): void;
  /** Has the background list what is stored and not listed. */
  rebuild(): void;
}

export interface HistoryParts {
  readonly link: Link;
  list(from: number | undefined, atLeast: number): Promise<HistoryList>;
  head(): Promise<HistoryHead>;
}
