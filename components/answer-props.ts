import type { Turn } from '../core/conversation.ts';
import type { ChatActions } from '../state/chat-state.ts';

export interface AnswerProps {
  readonly turn: Turn;
  readonly actions: Pick<ChatActions, 'retry' | 'stop'>;
  /** Where the view is not the side panel itself. */
  readonly onOpenPanel?: (() => void) | undefined;
}
