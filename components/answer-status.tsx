import type { AnswerState, Turn } from '../core/conversation.ts';
import type { StringKey } from '../core/strings.ts';
import { useTranslate } from './services.tsx';

const statusOf: Record<AnswerState, StringKey> = {
  waiting: 'waitingOnline',
  running: 'statusStarted',
  complete: 'statusComplete',
  stopped: 'statusStopped',
  interrupted: 'statusInterrupted',
  failed: 'statusFailed',
};

/** Tells a screen reader when an answer starts and how it ends; the text itself is not announced. */
export function AnswerStatus({ turn }: { readonly turn: Turn | undefined }) {
  const translate = useTranslate();
  return (
    <p role="status" class="visually-hidden">
      {turn && translate(statusOf[turn.answer.state])}
    </p>
  );
}
