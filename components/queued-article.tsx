import type { Turn } from '../core/conversation.ts';
import type { TurnStore } from '../state/turn-store.ts';
import type { AnswerProps } from './answer-props.ts';
import { Note } from './note.tsx';
import { QuestionText } from './question-article.tsx';
import { useTranslate } from './services.tsx';

interface QueuedArticleProps extends Pick<AnswerProps, 'actions'> {
  readonly turn: Turn;
  readonly turns: TurnStore;
  readonly held: boolean;
}

/** A question that waits for the answer before it. */
export function QueuedArticle({ turn, turns, actions, held }: QueuedArticleProps) {
  const translate = useTranslate();
  const { revise, remove } = turns.getState().actions;
  const askNow = { label: translate('askNow'), onClick: () => actions.retry(turn.id) };
  return (
    <article class="question queued" aria-label={translate('queued')}>
      <QuestionText question={turn.question} />
      <Note
        text={translate(held ? 'queuedHeld' : 'queuedWhy')}
        buttons={[
          ...(held ? [askNow] : []),
          { label: translate('edit'), onClick: () => revise(turn.id) },
          { label: translate('withdraw'), onClick: () => remove(turn.id) },
        ]}
      />
    </article>
  );
}
