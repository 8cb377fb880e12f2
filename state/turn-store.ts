import { createStore } from 'zustand/vanilla';
import { withWords } from '../core/actions.ts';
import { applyBranchEvent, branchOf, newestEnd } from '../core/branches.ts';
import { isUnsent, runningTurn } from '../core/conversation.ts';
import type { Link } from '../core/link.ts';
import { isTemporary } from '../core/temporary.ts';
import type { ChatStore } from './chat-store.ts';

export interface TurnState {
  /** The turn whose question is being edited, and how far. */
  readonly editing: { readonly turnId: string; readonly text: string } | undefined;
  /** The version that was just stepped to, and in which direction. */
  readonly stepped: { readonly turnId: string; readonly by: -1 | 1 } | undefined;
}

/** What can be done with a turn beside asking it again where it stands. */
export interface TurnActions {
  /** Asks the same question once more. The answer that there is stays, as an earlier version. */
  regenerate(turnId: string): void;
  edit(turnId: string | undefined): void;
  /** Changes the words of the question that is being edited. */
  reword(text: string): void;
  /** Edits the last question on screen that was asked. */
  editLast(): void;
  /** Asks in other words. The question that there is stays, as an earlier version. */
  askInstead(turnId: string, text: string): void;
  /** Shows another version of a turn, with what was asked after it. */
  showVersion(turnId: string, by: -1 | 1): void;
  /** Deletes a question with its answer, or withdraws one that waits for the answer before it. */
  remove(turnId: string): void;
  /** Puts a question that waits for the answer before it back into the composer. */
  revise(turnId: string): void;
  focusComposer(): void;
}

export type TurnStore = ReturnType<typeof createTurnStore>;

export function createTurnStore(chat: ChatStore, link: Link) {
  const conversation = () => chat.getState().conversation;
  const find = (turnId: string) => conversation().turns.find(({ id }) => id === turnId);
  const focusComposer = () => chat.getState().actions.focus();

  const askVersion = (turnId: string, text?: string) => {
    const turn = find(turnId);
    if (!turn) return false;
    if (runningTurn(conversation())) {
      chat.setState({ notice: { kind: 'refused', reason: 'busy' } });
      return false;
    }
    const question = text === undefined ? turn.question : withWords(turn.question, text);
    chat.getState().actions.askAfter(question, find(turn.after ?? ''));
    focusComposer();
    return true;
  };
  const remove = (turnId: string) => {
    // What becomes of it is told to those who watch: the line may have been lost since.
    chat.getState().actions.rejoin();
    const { id: conversationId, turns } = conversation();
    // Without its only turn a conversation is none; its deletion can be undone.
    const isLast = turns.length === 1 && !isTemporary(conversationId);
    if (isLast) link.send({ type: 'conversations-delete', conversationIds: [conversationId] });
    else link.send({ type: 'turn-delete', conversationId, turnId });
    focusComposer();
  };

  return createStore<TurnState & { readonly actions: TurnActions }>()((set, get) => ({
    editing: undefined,
    stepped: undefined,
    actions: {
      regenerate: (turnId) => void askVersion(turnId),
      edit: (turnId) => {
        const turn = turnId === undefined ? undefined : find(turnId);
        set({ editing: turn && { turnId: turn.id, text: turn.question.text } });
      },
      reword: (text) => set(({ editing }) => ({ editing: editing && { ...editing, text } })),
      editLast: () => {
        const last = branchOf(conversation()).findLast((turn) => !isUnsent(turn));
        // The words of one that is edited already may be others by now.
        if (last && !get().editing && !runningTurn(conversation())) get().actions.edit(last.id);
      },
      askInstead: (turnId, text) => {
        if (askVersion(turnId, text)) set({ editing: undefined });
      },
      showVersion: (turnId, by) => {
        const shown = conversation();
        const { id: conversationId } = shown;
        const head = newestEnd(shown, turnId);
        const event = { type: 'branch-shown', conversationId, head } as const;
        set({ stepped: { turnId, by } });
        chat.setState({ conversation: applyBranchEvent(shown, event) });
        chat.getState().actions.rejoin();
        link.send({ type: 'branch-show', conversationId, turnId });
      },
      remove,
      revise: (turnId) => {
        const turn = find(turnId);
        if (turn?.answer.state !== 'queued') return;
        chat.getState().actions.restore(turn.question);
        remove(turnId);
      },
      focusComposer,
    },
  }));
}
