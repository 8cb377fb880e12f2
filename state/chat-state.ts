import type { StoreApi } from 'zustand/vanilla';
import type { Question } from '../core/actions.ts';
import type { Conversation, RetryMode, Turn } from '../core/conversation.ts';
import type { Link } from '../core/link.ts';
import type { RefusalReason, SelectionOffer } from '../core/protocol.ts';
import type { UnderWay } from './chat-under-way.ts';

/** What the screen says apart from the turns. */
export type Notice =
  | { readonly kind: 'save-failed' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'newer-version' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export interface ChatState {
  readonly conversation: Conversation;
  /** True until the conversation to show has come. */
  readonly loading: boolean;
  /** What stands in the composer. */
  readonly draft: string;
  /** Selected text that the next question is about. */
  readonly selection: SelectionOffer | undefined;
  /** The model for the next question; '' for the default one. */
  readonly model: string;
  readonly models: readonly string[];
  readonly defaultModel: string;
  readonly notice: Notice | undefined;
  /** A new version of the extension waits for the user's word. */
  readonly updateReady: boolean;
  /** The `askId` of what was asked here last; undefined before that. */
  readonly askedId: string | undefined;
  /** Rises whenever the composer should have the focus. */
  readonly focusCount: number;
  /** A script in a page whose line was lost has nothing more to do with what it asked. */
  readonly cutOff: boolean;
}

export interface ChatActions {
  setDraft(draft: string): void;
  /** Puts the beginning of a question into the composer, to be gone on with. */
  suggest(draft: string): void;
  /** Puts a question back into the composer, before what stands there. */
  restore(question: Question): void;
  /** Asks at the end of what is on screen. */
  ask(question: Question): void;
  /** Asks after that turn; without one it is a first question. */
  askAfter(question: Question, before: Turn | undefined): void;
  /** Asks what stands in the composer. Does nothing while it is blank or may not be asked yet. */
  send(): void;
  /** Asks a turn again, the one that runs too. */
  retry(turnId: string, mode?: RetryMode): void;
  /** Stops the answer that runs, or withdraws a question that waits. */
  stop(turnId?: string): void;
  newChat(): void;
  /**
   * Begins a chat of which nothing is ever stored; in one, a usual chat. What a chat was to be about
   * in which nothing was asked yet is taken along.
   */
  toggleTemporary(): void;
  open(conversationId: string): void;
  /** Gives the composer the focus. */
  focus(): void;
  dropSelection(): void;
  dismissNotice(): void;
  dismissUpdate(): void;
  applyUpdate(): void;
  /** Looks what has become of the conversation, if the line was lost since. */
  rejoin(): void;
  setModel(model: string): void;
  /** Asks for the models; with `refresh` of the server itself. */
  listModels(refresh: boolean): void;
}

export interface ChatParts {
  readonly link: Link;
  newId(): string;
  now(): number;
  /** False for a script in a page: it may not ask for a conversation. */
  readonly mayAttach: boolean;
  /** Whether a question may wait for the answer that runs. */
  readonly mayQueue?: boolean;
  /** Told of the conversation on screen; undefined for a new chat. */
  onShown?(conversationId: string | undefined): void;
}

/** The chat as its parts see it: what is there, and a way to change it. */
export type ChatAccess = Pick<StoreApi<ChatState>, 'setState' | 'getState'>;

/** What has become of the line to the background, and of what was sent over it. */
export interface ChatLine {
  /** How often it was lost since it last brought something. */
  losses: number;
  /** It was lost, and what has happened in the conversation since is not known. */
  adrift: boolean;
  readonly underWay: UnderWay;
}
