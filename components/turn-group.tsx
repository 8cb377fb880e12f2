import { Component } from 'preact';
import type { Turn } from '../core/conversation.ts';
import type { ChatActions } from '../state/chat-state.ts';
import { TurnView } from './turn-view.tsx';

interface TurnGroupProps {
  readonly turns: readonly Turn[];
  readonly actions: ChatActions;
  /** Its answers are rendered when they come near, not at once. */
  readonly late: boolean;
}

/** A run of turns. Not rendered again while its turns are the same, and not laid out off screen. */
export class TurnGroup extends Component<TurnGroupProps> {
  override shouldComponentUpdate({ turns }: TurnGroupProps): boolean {
    const before = this.props.turns;
    return turns.length !== before.length || turns.some((turn, index) => turn !== before[index]);
  }

  override render({ turns, actions, late }: TurnGroupProps) {
    return (
      <div class="turn-group">
        {turns.map((turn) => (
          <TurnView key={turn.id} turn={turn} actions={actions} late={late} />
        ))}
      </div>
    );
  }
}
