import type { ComponentChildren } from 'preact';
import type { Turn } from '../core/conversation.ts';
import type { ChatActions } from '../state/chat-state.ts';

export interface AnswerProps {
  readonly turn: Turn;
  readonly actions: Pick<ChatActions, 'retry' | 'stop'>;
  /** The text is rendered when it comes near, not at once. */
  readonly late?: boolean;
  /** Whether an answer that broke off can go on from here; true by default. */
  readonly mayContinue?: boolean;
  /** What else can be done with it, beside copying its text. */
  readonly tools?: ComponentChildren;
  /** Where the view is not the side panel itself. */
  readonly onOpenPanel?: (() => void) | undefined;
}
