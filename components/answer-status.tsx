import type { Answer, AnswerState, Turn } from '../core/conversation.ts';
import type { StringKey } from '../core/strings.ts';
import { useTranslate } from './services.tsx';

const statusOf: Record<AnswerState, StringKey> = {
  waiting: 'waitingOnline',
  queued: 'queuedWhy',
  running: 'statusStarted',
  complete: 'statusComplete',
  stopped: 'statusStopped',
  interrupted: 'statusInterrupted',
  failed: 'statusFailed',
};

/** Tells a screen reader when an answer starts and how it ends; the text itself is not announced. */
export function AnswerStatus({ turn }: { readonly turn: Turn | undefined }) {
  const translate = useTranslate();
  const sayStatus = ({ state, text, stalledSeconds }: Answer) => {
    if (stalledSeconds !== undefined) return translate('stalled', stalledSeconds);
    return translate(state === 'running' && text === '' ? 'waiting' : statusOf[state]);
  };
  return (
    <p role="status" class="visually-hidden">
      {turn && sayStatus(turn.answer)}
    </p>
  );
}
