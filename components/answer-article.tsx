import { AnswerNotes } from './answer-notes.tsx';
import type { AnswerProps } from './answer-props.ts';
import { AnswerText } from './answer-text.tsx';
import { CopyButton } from './copy-button.tsx';
import { useServices } from './services.tsx';

/** An answer: its text, what ended it if it is not complete, and what can be done with it. */
export function AnswerArticle(props: AnswerProps) {
  const { translate, copyText } = useServices();
  const { tools } = props;
  const { askId, answer } = props.turn;
  const { text, latest, state } = answer;
  const running = state === 'running';
  const hasText = !running && text !== '';
  return (
    <article class="answer" aria-label={translate('assistant')} aria-busy={running || undefined}>
      {text !== '' && (
        <AnswerText key={askId} text={text} latest={latest} running={running} late={props.late} />
      )}
      {running && text === '' && <p class="note">{translate('waiting')}</p>}
      <AnswerNotes {...props} />
      {/* Its room is there from the start, so that an answer does not move when it ends. */}
      {(tools || text !== '') && (
        <div class="actions">
          {hasText && (
            <CopyButton
              label={translate('copy')}
              icon="copy"
              copy={() => copyText(text)}
              say={translate}
            />
          )}
          {tools}
        </div>
      )}
    </article>
  );
}
