import type { Turn } from '../core/conversation.ts';
import { AnswerText } from './answer-text.tsx';
import { CopyButton } from './copy-button.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { useTranslate } from './services.tsx';

interface AnswerArticleProps {
  readonly turn: Turn;
  readonly onRetry: (turnId: string) => void;
  /** Where the view is not the side panel itself. */
  readonly onOpenPanel?: (() => void) | undefined;
}

/** An answer: its text, what ended it if it is not complete, and what can be done with it. */
export function AnswerArticle({ turn, onRetry, onOpenPanel }: AnswerArticleProps) {
  const translate = useTranslate();
  const { text, state } = turn.answer;
  const running = state === 'running';
  return (
    <article class="answer" aria-label={translate('assistant')} aria-busy={running || undefined}>
      {text !== '' && <AnswerText text={text} running={running} />}
      {running && text === '' && <p class="note">{translate('waiting')}</p>}
      <AnswerNotes turn={turn} onRetry={() => onRetry(turn.id)} onOpenPanel={onOpenPanel} />
      {!running && text !== '' && (
        <div class="actions">
          <CopyButton text={text} />
        </div>
      )}
    </article>
  );
}

interface AnswerNotesProps {
  readonly turn: Turn;
  readonly onRetry: () => void;
  readonly onOpenPanel: (() => void) | undefined;
}

function AnswerNotes({ turn, onRetry, onOpenPanel }: AnswerNotesProps) {
  const translate = useTranslate();
  const { state, error, omitted, stalledSeconds } = turn.answer;
  return (
    <>
      {omitted !== undefined && <p class="note">{translate('omitted', omitted)}</p>}
      {stalledSeconds !== undefined && <p class="note">{translate('stalled', stalledSeconds)}</p>}
      {state === 'stopped' && <EndNote label={translate('stopped')} onRetry={onRetry} />}
      {state === 'interrupted' && (
        <EndNote
          label={translate('interrupted')}
          reason={translate('interruptedWhy')}
          onRetry={onRetry}
        />
      )}
      {error && <ErrorNotice error={error} onRetry={onRetry} onOpenPanel={onOpenPanel} />}
    </>
  );
}

interface EndNoteProps {
  readonly label: string;
  readonly reason?: string;
  readonly onRetry: () => void;
}

function EndNote({ label, reason, onRetry }: EndNoteProps) {
  const translate = useTranslate();
  return (
    <div class="note">
      <span>
        {label}
        {reason !== undefined && ` · ${reason}`}
      </span>
      <button type="button" class="button" onClick={onRetry}>
        {translate('retry')}
      </button>
    </div>
  );
}
