import { useMemo } from 'preact/hooks';
import type { Turn } from '../core/conversation.ts';
import { AnswerArticle } from './answer-article.tsx';
import { QuestionArticle } from './question-article.tsx';

interface TurnViewProps {
  readonly turn: Turn;
  readonly onRetry: (turnId: string) => void;
}

/** A question and its answer. Drawn again only when the turn is another value. */
export function TurnView({ turn, onRetry }: TurnViewProps) {
  return useMemo(
    () => (
      <>
        <QuestionArticle question={turn.question} />
        <AnswerArticle turn={turn} onRetry={onRetry} />
      </>
    ),
    [turn, onRetry],
  );
}
