import type { Question } from '../core/actions.ts';
import { isBlank } from '../core/actions.ts';
import { headOf } from '../core/branches.ts';
import type { Turn } from '../core/conversation.ts';
import {
  emptyConversation,
  holdsBack,
  newTurn,
  queuedTurn,
  retriedTurn,
  runningTurn,
} from '../core/conversation.ts';
import { isTemporary, temporaryId } from '../core/temporary.ts';
import { joinDrafts, selectionOf, writtenQuestion } from './chat-merging.ts';
import type { ChatScreen } from './chat-screen.ts';
import type { ChatAccess, ChatActions, ChatLine, ChatParts, ChatState } from './chat-state.ts';

/** What the user does. */
export function createChatActions(
  parts: ChatParts,
  { setState: set, getState: get }: ChatAccess,
  screen: ChatScreen,
  line: Readonly<ChatLine>,
): ChatActions {
  const { link } = parts;
  const { focus } = screen;

  /** The beginning that was last put into the composer. */
  let suggested = '';

  const askAfter = (question: Question, before: Turn | undefined) => {
    const { conversation, model } = get();
    const askId = parts.newId();
    const after = before ? { after: before.id } : {};
    const { id: conversationId } = conversation;
    // First: what there is to show of it takes longer than anything else on its way.
    link.send({ type: 'ask-start', askId, conversationId, question, model, ...after });
    const turn = newTurn(askId, question, model, parts.now(), before?.id);
    screen.begin(before && holdsBack(before) ? queuedTurn(turn) : turn);
  };
  const ask = (question: Question) => askAfter(question, headOf(get().conversation));

  const rejoin = () => {
    if (line.adrift && parts.mayAttach && get().conversation.turns.length > 0) screen.reattach();
  };

  /** The button for it goes along, and the focus would be nowhere. */
  const takeAway = (what: Partial<ChatState>) => {
    set(what);
    focus();
  };

  const retry: ChatActions['retry'] = (turnId, mode = 'anew') => {
    const { conversation, model } = get();
    const turn = conversation.turns.find(({ id }) => id === turnId);
    const running = runningTurn(conversation);
    if (!turn) return;
    if (running && running !== turn) {
      return set({ notice: { kind: 'refused', reason: 'busy' } });
    }
    if (!parts.mayAttach && line.losses > 0) {
      // On a new line a script in a page owns nothing of what it asked: it begins anew.
      screen.show(screen.blank(), false);
      set({ cutOff: false });
      return ask(turn.question);
    }
    const askId = parts.newId();
    const { id: conversationId } = conversation;
    link.send({ type: 'ask-retry', askId, conversationId, turnId, model, mode });
    screen.begin(retriedTurn(turn, mode, { askId, model, now: parts.now() }));
    focus();
  };

  return {
    setDraft: (draft) => set({ draft }),
    restore: (question) => {
      set(({ draft, selection }) => ({
        draft: joinDrafts(question.text, draft),
        selection: selection ?? selectionOf(question),
      }));
    },
    ask,
    askAfter,
    suggest: (beginning) => {
      // A beginning that nobody went on with gives way to another one; what was typed does not.
      const { draft } = get();
      set({ draft: draft === suggested ? beginning : beginning + draft });
      suggested = beginning;
      focus();
    },
    send: () => {
      const { conversation, loading } = get();
      const question = writtenQuestion(get());
      const mustWait = !parts.mayQueue && runningTurn(conversation) !== undefined;
      if (isBlank(question) || loading || mustWait) return;
      set({ draft: '', selection: undefined });
      ask(question);
      focus();
    },
    retry,
    stop: (turnId) => {
      const { conversation } = get();
      const turn = conversation.turns.find(({ id }) => id === turnId) ?? runningTurn(conversation);
      // What becomes of it is told to those who watch: the line may have been lost since.
      rejoin();
      if (turn) link.send({ type: 'ask-stop', askId: turn.askId });
      focus();
    },
    newChat: () => screen.beginNew(),
    toggleTemporary: () => {
      const { conversation, loading, draft, selection, model } = get();
      const id = parts.newId();
      screen.beginNew(screen.blank(isTemporary(conversation.id) ? id : temporaryId(id)));
      if (conversation.turns.length === 0 && !loading) set({ draft, selection, model });
    },
    open: (conversationId) => {
      screen.show(emptyConversation(conversationId, parts.now()), true);
      set({ selection: undefined, model: '' });
      parts.onShown?.(conversationId);
      focus();
      link.send({ type: 'ask-attach', conversationId });
    },
    focus,
    dropSelection: () => takeAway({ selection: undefined }),
    dismissNotice: () => takeAway({ notice: undefined }),
    dismissUpdate: () => takeAway({ updateReady: false }),
    applyUpdate: () => link.send({ type: 'update-apply' }),
    rejoin,
    setModel: (model) => set({ model }),
    listModels: (refresh) => link.send({ type: 'models-list', refresh }),
  };
}
