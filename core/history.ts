import type { Conversation } from './conversation.ts';
import type { Mark } from './conversation-marks.ts';
import type { Deletions } from './deletions.ts';
import type { RebuiltList } from './history-rebuild.ts';
import type { Unreadable } from './migrations.ts';
import type { AskedTurn } from './waiting-list.ts';

/**
 * Conversations in storage: a key each, beside the index in pages. While an answer runs, its text
 * is kept in pieces, each written once: the cost of a checkpoint depends neither on the
 * conversation's length nor on the answer's. The background is the only writer.
 *
 * What storage will not take is kept in memory, and tried again after whatever it takes next.
 */
export interface History {
  /**
   * An answer that is stored as running, though nobody runs it any more, is interrupted first, with
   * the text that was kept.
   */
  load(id: string): Promise<LoadedConversation>;
  /**
   * Stores the conversation as it is now, or else rejects and keeps nothing of it.
   * @param begins An answer in it that is about to run here.
   */
  keep(conversation: Conversation, begins?: string): Promise<void>;
  /** The questions that wait to be sent, oldest first. */
  waiting(): Promise<readonly AskedTurn[]>;
  /** Has a question wait no longer whose conversation is gone. */
  forget(asked: AskedTurn): Promise<void>;
  /** Stores the conversation as its answer begins to run. */
  begin(conversation: Conversation, askId: string): Promise<void>;
  /** The next piece of a running answer's text; `index` counts from 0. */
  checkpoint(askId: string, index: number, text: string): Promise<void>;
  /** Stores the conversation with its answer ended; nobody needs its pieces then. */
  end(conversation: Conversation, askId: string): Promise<void>;
  /**
   * Stores those that are not there yet, in one write: all of them or, when it rejects, none.
   * Resolves to how many there were. One that is there stays as it is, whatever it is.
   */
  bringIn(conversations: readonly Conversation[]): Promise<number>;
  /** Lists every stored conversation that the list has lost. Rejects where storage does not take it. */
  rebuildList(): Promise<RebuiltList>;
  /**
   * Stores what the user says of a conversation. Resolves to it as it is then; to undefined where
   * there is none to be read. Rejects where storage does not take it, and nothing is changed.
   */
  mark(id: string, mark: Mark): Promise<Conversation | undefined>;
  /** Deletes these for their user, from `at` on, in ms since 1970; storage holds them until `erase`. */
  remove(ids: readonly string[], at: number): Promise<void>;
  /** Brings back what is not erased yet. Resolves to whether there was any of it. */
  restore(ids: readonly string[]): Promise<boolean>;
  /** What is deleted and not erased yet. */
  deletions(): Promise<Deletions>;
  /** Takes from storage for good what is left of these, as far as they are deleted still. */
  erase(ids: readonly string[]): Promise<void>;
  /**
   * Those that have not changed since `before`, in ms since 1970, and are not pinned: some at a
   * time, the oldest first.
   */
  findOld(before: number): AsyncIterable<readonly string[]>;
  /** Deletes and erases those of them that are so still, and can be read. */
  removeOld(ids: readonly string[], before: number): Promise<void>;
  /** When old conversations were last looked for, in ms since 1970; 0 for never. */
  tidiedAt(): Promise<number>;
  noteTidied(at: number): Promise<void>;
  /** Takes from storage for good all that is not kept; goes on where a worker before it died. */
  eraseEverything(): Promise<void>;
}

export type LoadedConversation =
  | {
      readonly found: 'conversation';
      readonly conversation: Conversation;
      /** False for what is in memory alone. */
      readonly saved: boolean;
    }
  | { readonly found: 'missing' }
  /** It may come back. */
  | { readonly found: 'deleted' }
  | Unreadable;
