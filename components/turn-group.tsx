import { Component } from 'preact';
import type { Turn } from '../core/conversation.ts';
import type { ChatActions } from '../state/chat-state.ts';
import type { TurnStore } from '../state/turn-store.ts';
import { TurnView } from './turn-view.tsx';

interface TurnGroupProps {
  readonly turns: readonly Turn[];
  readonly actions: ChatActions;
  readonly store: TurnStore;
  /** The ids of all versions of the turns that have several. */
  readonly versions: ReadonlyMap<string, readonly string[]>;
  /** The question that waits for the user, if any. */
  readonly heldId: string | undefined;
  /** Its answers are rendered when they come near, not at once. */
  readonly late: boolean;
}

/** A run of turns. Not rendered again while its turns are the same, and not laid out off screen. */
export class TurnGroup extends Component<TurnGroupProps> {
  override shouldComponentUpdate({ turns, versions, heldId }: TurnGroupProps): boolean {
    const before = this.props;
    return (
      turns.length !== before.turns.length ||
      heldId !== before.heldId ||
      turns.some(
        (turn, index) =>
          turn !== before.turns[index] || versions.get(turn.id) !== before.versions.get(turn.id),
      )
    );
  }

  override render({ turns, actions, store, versions, heldId, late }: TurnGroupProps) {
    return (
      <div class="turn-group">
        {turns.map((turn) => (
          <TurnView
            key={turn.id}
            turn={turn}
            turns={store}
            versions={versions.get(turn.id)}
            held={turn.id === heldId}
            actions={actions}
            late={late}
          />
        ))}
      </div>
    );
  }
}
