import type { RetryMode } from '../core/conversation.ts';
import type { AnswerProps } from './answer-props.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Note } from './note.tsx';
import { useTranslate } from './services.tsx';

/** What is to be known of an answer beside its text, and what can be done about it. */
export function AnswerNotes({ turn, actions, onOpenPanel, mayContinue = true }: AnswerProps) {
  const translate = useTranslate();
  const { text, state, error, omitted, stalledSeconds } = turn.answer;
  const retry = (mode: RetryMode) => actions.retry(turn.id, mode);
  const again = { label: translate('retry'), onClick: () => retry('anew') };
  const endings =
    text === '' || !mayContinue
      ? [again]
      : [{ label: translate('continue'), onClick: () => retry('continue') }, again];
  const stop = { label: translate('stop'), onClick: () => actions.stop(turn.id) };
  const withdraw = { ...stop, label: translate('doNotSend') };
  return (
    <>
      {omitted !== undefined && <p class="note">{translate('omitted', omitted)}</p>}
      {stalledSeconds !== undefined && (
        <Note text={translate('stalled', stalledSeconds)} buttons={[stop, again]} />
      )}
      {state === 'waiting' && <Note text={translate('waitingOnline')} buttons={[withdraw]} />}
      {state === 'stopped' && <Note text={translate('stopped')} buttons={endings} />}
      {state === 'interrupted' && (
        <Note
          text={`${translate('interrupted')} · ${translate('interruptedWhy')}`}
          buttons={endings}
        />
      )}
      {error && (
        <ErrorNotice
          error={error}
          hasText={text !== '' && mayContinue}
          onRetry={retry}
          onOpenPanel={onOpenPanel}
        />
      )}
    </>
  );
}
