import { useMemo } from 'preact/hooks';
import { AnswerArticle } from './answer-article.tsx';
import type { AnswerProps } from './answer-props.ts';
import { QuestionArticle } from './question-article.tsx';

/** A question and its answer. Drawn again only when the turn is another value. */
export function TurnView({ turn, actions, late = false }: AnswerProps) {
  return useMemo(
    () => (
      <>
        <QuestionArticle question={turn.question} />
        <AnswerArticle turn={turn} actions={actions} late={late} />
      </>
    ),
    [turn, actions, late],
  );
}
