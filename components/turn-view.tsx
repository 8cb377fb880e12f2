import { useMemo } from 'preact/hooks';
import type { TurnStore } from '../state/turn-store.ts';
import { AnswerArticle } from './answer-article.tsx';
import type { AnswerProps } from './answer-props.ts';
import { AskedQuestion } from './asked-question.tsx';
import { QueuedArticle } from './queued-article.tsx';
import { TurnTools } from './turn-tools.tsx';

export interface TurnViewProps extends AnswerProps {
  readonly turns: TurnStore;
  /** The ids of all versions of the turn, oldest first, where there are several. */
  readonly versions: readonly string[] | undefined;
  /** Whether a question that waits for the answer before it waits for the user, too. */
  readonly held: boolean;
}

/** A question and its answer. Drawn again only when the turn is another value. */
export function TurnView({ turn, turns, versions, held, actions, late = false }: TurnViewProps) {
  return useMemo(
    () =>
      turn.answer.state === 'queued' ? (
        <QueuedArticle turn={turn} turns={turns} actions={actions} held={held} />
      ) : (
        <>
          <AskedQuestion turn={turn} turns={turns} />
          <AnswerArticle
            turn={turn}
            actions={actions}
            late={late}
            tools={<TurnTools turn={turn} turns={turns} versions={versions} />}
          />
        </>
      ),
    [turn, turns, versions, held, actions, late],
  );
}
