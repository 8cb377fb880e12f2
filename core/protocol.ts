import type { Question, SelectionAction } from './actions.ts';
import type { BranchEvent } from './branches.ts';
import type { AnswerEvent, Conversation, RetryMode } from './conversation.ts';
import type { Mark } from './conversation-marks.ts';
import type { AskError } from './errors.ts';
import { isRecord } from './guards.ts';
import type { RebuiltList } from './history-rebuild.ts';
import type { Theme } from './settings.ts';

/** What a view sends. The view makes each `askId`, so sending the same question twice asks once. */
export type ViewMessage =
  | {
      readonly type: 'ask-start';
      readonly askId: string;
      readonly conversationId: string;
      readonly question: Question;
      /** '' for the default model of the settings. */
      readonly model: string;
      /**
       * The turn that stands before it on screen: without that it would be another question. None
       * for a first one.
       */
      readonly after?: string;
    }
  /** Asks a turn of the conversation again. */
  | {
      readonly type: 'ask-retry';
      readonly askId: string;
      readonly conversationId: string;
      readonly turnId: string;
      readonly model: string;
      readonly mode: RetryMode;
    }
  /** Shows this conversation from now on, and no other: a snapshot comes, then its events. */
  | { readonly type: 'ask-attach'; readonly conversationId: string }
  | { readonly type: 'ask-detach' }
  /** Gives the background a temporary conversation back that it may have lost. */
  | { readonly type: 'temporary-keep'; readonly conversation: Conversation }
  | { readonly type: 'ask-stop'; readonly askId: string }
  /** Shows the newest branch that leads through this version of a turn, to all who watch. */
  | { readonly type: 'branch-show'; readonly conversationId: string; readonly turnId: string }
  /** Takes a turn away; first it is stopped, or withdrawn, where it has no answer yet. */
  | { readonly type: 'turn-delete'; readonly conversationId: string; readonly turnId: string }
  /** A side panel can take offers for its window. */
  | { readonly type: 'panel-ready'; readonly windowId: number }
  /** Shows a conversation in the panel of a window, which the sender has opened. */
  | { readonly type: 'panel-show'; readonly windowId: number; readonly conversationId: string }
  /** A card's wish to go on in the side panel of its own window. */
  | { readonly type: 'panel-open'; readonly conversationId: string }
  /** `refresh` asks the server anew; without it nothing leaves the browser. */
  | { readonly type: 'models-list'; readonly refresh: boolean }
  | { readonly type: 'connection-test'; readonly address: string }
  /** Lets a waiting update of the extension take over once no answer runs. */
  | { readonly type: 'update-apply' }
  /** Lists the conversations again that a damaged list does not show. */
  | { readonly type: 'history-rebuild' }
  /** Makes the search index anew, of which a part is missing or damaged. */
  | { readonly type: 'search-rebuild' }
  /** The user says something of a conversation: its title, whether it is pinned, a tag. */
  | { readonly type: 'conversation-mark'; readonly conversationId: string; readonly mark: Mark }
  /** They can be restored for a while. */
  | { readonly type: 'conversations-delete'; readonly conversationIds: readonly string[] }
  | { readonly type: 'conversations-restore'; readonly conversationIds: readonly string[] }
  /** Deletes all that is kept of any conversation, for good. */
  | { readonly type: 'history-clear' }
  /** The list is on screen, or is not: `history-running` comes now and with each change. */
  | { readonly type: 'history-watch'; readonly watches: boolean }
  /** Stores conversations that are not there yet; the next ones are sent once this is answered. */
  | {
      readonly type: 'history-import';
      readonly importId: string;
      readonly conversations: readonly Conversation[];
    };

/** A question from a page, not asked yet: the card or the panel that takes it asks. */
export interface SelectionOffer {
  readonly action: SelectionAction;
  readonly quote: string;
  /** The language to translate into, by its English name. */
  readonly language: string;
  /** How the card looks; other views know it from the settings. */
  readonly theme?: Theme;
}

export type BackgroundMessage =
  | AnswerEvent
  | BranchEvent
  | { readonly type: 'conversation-snapshot'; readonly conversation: Conversation }
  | {
      readonly type: 'conversation-missing';
      readonly conversationId: string;
      readonly reason: MissingReason;
    }
  | { readonly type: 'ask-refused'; readonly askId: string; readonly reason: RefusalReason }
  /** A conversation to show, or a selection to ask about. */
  | { readonly type: 'ask-offer'; readonly conversationId: string }
  | { readonly type: 'ask-offer'; readonly selection: SelectionOffer }
  /** What was just asked or answered could not be written to storage. */
  | { readonly type: 'save-failed'; readonly conversationId: string }
  | {
      readonly type: 'models';
      readonly models: readonly string[];
      readonly defaultModel: string;
    }
  | {
      readonly type: 'connection-result';
      readonly address: string;
      readonly finding: ConnectionFinding;
    }
  /** An update of the extension waits; it would close the views. */
  | { readonly type: 'update-ready' }
  | { readonly type: 'history-rebuilt'; readonly list: RebuiltList | 'failed' }
  /** The conversation that the view shows has got another title. */
  | {
      readonly type: 'conversation-renamed';
      readonly conversationId: string;
      readonly title: string;
    }
  /** The conversations in which an answer runs. */
  | { readonly type: 'history-running'; readonly conversationIds: readonly string[] }
  /** What the view wanted done with the list was not done. */
  | { readonly type: 'history-failed'; readonly reason: HistoryFailure }
  /** All is deleted. */
  | { readonly type: 'history-cleared' }
  /** How many of them are stored now; the others were there already. Or none, where it failed. */
  | {
      readonly type: 'history-imported';
      readonly importId: string;
      readonly added: number | 'failed';
    };

/** Storage did not take it, or the conversation is gone or cannot be read. */
export type HistoryFailure = 'not-saved' | 'not-there';

/** Why a conversation cannot be shown. What is stored of it is left as it is. */
export type MissingReason = 'missing' | 'deleted' | 'unreadable' | 'newer-version';

export type RefusalReason =
  | 'busy'
  | 'blank'
  | 'too-large'
  | 'not-allowed'
  | 'unreadable'
  | 'not-saved';

/** What a test of a server found: the models it lists, an answer to a short question, or an error. */
export type ConnectionFinding =
  | { readonly kind: 'models'; readonly models: readonly string[] }
  | { readonly kind: 'answered' }
  | { readonly kind: 'failed'; readonly error: AskError };

/** A broadcast to views whose port has gone to sleep with the worker: connect, an offer waits. */
export const wakeMessage = { type: 'panel-wake' } as const;

export function isWakeMessage(value: unknown): value is typeof wakeMessage {
  return isRecord(value) && value.type === wakeMessage.type;
}
