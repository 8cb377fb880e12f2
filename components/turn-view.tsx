import { useMemo } from 'preact/hooks';
import { AnswerArticle, type AnswerProps } from './answer-article.tsx';
import { QuestionArticle } from './question-article.tsx';

/** A question and its answer. Drawn again only when the turn is another value. */
export function TurnView({ turn, actions }: AnswerProps) {
  return useMemo(
    () => (
      <>
        <QuestionArticle question={turn.question} />
        <AnswerArticle turn={turn} actions={actions} />
      </>
    ),
    [turn, actions],
  );
}
