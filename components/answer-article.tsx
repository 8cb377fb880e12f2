import { AnswerNotes } from './answer-notes.tsx';
import type { AnswerProps } from './answer-props.ts';
import { AnswerText } from './answer-text.tsx';
import { CopyButton } from './copy-button.tsx';
import { useTranslate } from './services.tsx';

/** An answer: its text, what ended it if it is not complete, and what can be done with it. */
export function AnswerArticle(props: AnswerProps) {
  const translate = useTranslate();
  const { text, state } = props.turn.answer;
  const running = state === 'running';
  return (
    <article class="answer" aria-label={translate('assistant')} aria-busy={running || undefined}>
      {text !== '' && <AnswerText text={text} running={running} late={props.late} />}
      {running && text === '' && <p class="note">{translate('waiting')}</p>}
      <AnswerNotes {...props} />
      {!running && text !== '' && (
        <div class="actions">
          <CopyButton text={text} />
        </div>
      )}
    </article>
  );
}
