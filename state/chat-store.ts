import { createStore } from 'zustand/vanilla';
import type { Question } from '../core/actions.ts';
import { isBlank } from '../core/actions.ts';
import type { BranchEvent } from '../core/branches.ts';
import { applyBranchEvent, headOf } from '../core/branches.ts';
import type { AnswerEvent, Conversation, Turn } from '../core/conversation.ts';
import {
  applyAnswerEvent,
  emptyConversation,
  holdsBack,
  newTurn,
  queuedTurn,
  retriedTurn,
  runningTurn,
} from '../core/conversation.ts';
import { assertNever } from '../core/guards.ts';
import type {
  BackgroundMessage,
  MissingReason,
  RefusalReason,
  SelectionOffer,
} from '../core/protocol.ts';
import { isTemporary, temporaryId } from '../core/temporary.ts';
import { joinDrafts, notArrived, withUnsaved } from './chat-merging.ts';
import type { ChatActions, ChatParts, ChatState } from './chat-state.ts';

export type ChatStore = ReturnType<typeof createChatStore>;

/** A dead line is tried this often in a row before a running answer counts as interrupted. */
const rejoinLimit = 5;

export function createChatStore(parts: ChatParts) {
  const { link } = parts;
  let losses = 0;
  /** The line was lost, and what has happened in the conversation since is not known. */
  let adrift = false;
  /** Whether storage did not take something of the conversation on screen. */
  let saveFailed = false;

  const store = createStore<ChatState & { readonly actions: ChatActions }>()((set, get) => {
    const blank = (id = parts.newId()) => emptyConversation(id, parts.now());

    const focus = () => set(({ focusCount }) => ({ focusCount: focusCount + 1 }));

    const show = (conversation: Conversation, loading: boolean) => {
      saveFailed = false;
      set({ conversation, loading, notice: undefined });
    };

    const begin = (turn: Turn) => {
      const { conversation } = get();
      const start = { type: 'answer-start', conversationId: conversation.id, turn } as const;
      set({
        conversation: applyAnswerEvent(conversation, start) ?? conversation,
        notice: undefined,
      });
      if (!isTemporary(conversation.id)) parts.onShown?.(conversation.id);
    };

    const askAfter = (question: Question, before: Turn | undefined) => {
      const { conversation, model } = get();
      const askId = parts.newId();
      const after = before ? { after: before.id } : {};
      const { id: conversationId } = conversation;
      // First: what there is to show of it takes longer than anything else on its way.
      link.send({ type: 'ask-start', askId, conversationId, question, model, ...after });
      const turn = newTurn(askId, question, model, parts.now(), before?.id);
      begin(before && holdsBack(before) ? queuedTurn(turn) : turn);
    };

    const ask = (question: Question) => askAfter(question, headOf(get().conversation));

    /** Leaves what is on screen for this; what is in the composer stays. */
    const leaveFor = (conversation: Conversation) => {
      if (parts.mayAttach) link.send({ type: 'ask-detach' });
      parts.onShown?.(undefined);
      show(conversation, false);
    };

    const beginNew = (conversation: Conversation) => {
      set({ selection: undefined, model: '' });
      leaveFor(conversation);
      focus();
    };
    const newChat = () => beginNew(blank());

    const actions: ChatActions = {
      setDraft: (draft) => set({ draft }),
      restore: (question) => {
        set(({ draft, selection }) => ({
          draft: joinDrafts(question.text, draft),
          selection: selection ?? selectionOf(question),
        }));
      },
      askAfter,
      suggest: (draft) => {
        set({ draft });
        focus();
      },
      send: () => {
        const { draft, selection, conversation, loading } = get();
        const question: Question = { ...selectionPart(selection), text: draft.trim() };
        const mustWait = !parts.mayQueue && runningTurn(conversation) !== undefined;
        if (isBlank(question) || loading || mustWait) return;
        set({ draft: '', selection: undefined });
        ask(question);
        focus();
      },
      retry: (turnId, mode = 'anew') => {
        const { conversation, model } = get();
        const turn = conversation.turns.find(({ id }) => id === turnId);
        const running = runningTurn(conversation);
        if (!turn) return;
        if (running && running !== turn) {
          return set({ notice: { kind: 'refused', reason: 'busy' } });
        }
        if (!parts.mayAttach && losses > 0) {
          // On a new line a script in a page owns nothing of what it asked: it begins anew.
          show(blank(), false);
          set({ cutOff: false });
          return ask(turn.question);
        }
        const askId = parts.newId();
        const { id: conversationId } = conversation;
        link.send({ type: 'ask-retry', askId, conversationId, turnId, model, mode });
        begin(retriedTurn(turn, mode, { askId, model, now: parts.now() }));
        focus();
      },
      stop: (turnId) => {
        const { conversation } = get();
        const turn =
          conversation.turns.find(({ id }) => id === turnId) ?? runningTurn(conversation);
        if (turn) link.send({ type: 'ask-stop', askId: turn.askId });
        focus();
      },
      newChat,
      newTemporaryChat: () => beginNew(blank(temporaryId(parts.newId()))),
      open: (conversationId) => {
        show(emptyConversation(conversationId, parts.now()), true);
        set({ selection: undefined });
        parts.onShown?.(conversationId);
        focus();
        link.send({ type: 'ask-attach', conversationId });
      },
      dropSelection: () => set({ selection: undefined }),
      dismissNotice: () => set({ notice: undefined }),
      dismissUpdate: () => set({ updateReady: false }),
      applyUpdate: () => link.send({ type: 'update-apply' }),
      rejoin: () => {
        if (adrift && parts.mayAttach && get().conversation.turns.length > 0) reattach();
      },
      setModel: (model) => set({ model }),
      listModels: (refresh) => link.send({ type: 'models-list', refresh }),
    };

    const takeSelection = (selection: SelectionOffer) => {
      if (parts.mayAttach) newChat();
      if (selection.action === 'ask') set({ selection });
      else ask({ ...selectionPart(selection), text: '' });
    };

    const reattach = () => {
      const { conversation } = get();
      link.send({ type: 'ask-attach', conversationId: conversation.id });
    };

    const applyEvent = (event: AnswerEvent) => {
      const { conversation } = get();
      if (event.type === 'answer-start' && event.conversationId !== conversation.id) return;
      const next = applyAnswerEvent(conversation, event);
      if (next) set({ conversation: next });
      else if (parts.mayAttach) reattach();
    };

    const applyBranch = (event: BranchEvent) => {
      const { conversation } = get();
      if (event.conversationId !== conversation.id) return;
      set({ conversation: applyBranchEvent(conversation, event) });
    };

    const takeBack = (askId: string, reason: RefusalReason) => {
      const { conversation } = get();
      const turn = conversation.turns.find((each) => each.askId === askId);
      if (!turn) return;
      const { id: conversationId } = conversation;
      const event = { type: 'turn-deleted', conversationId, turnId: turn.id } as const;
      const left = applyBranchEvent(conversation, event);
      const title = left.turns.length > 0 ? left.title : '';
      set({ conversation: { ...left, title }, notice: { kind: 'refused', reason } });
      actions.restore(turn.question);
      // A refused retry took the place of the earlier answer: what is stored is shown again.
      if (turn.id !== askId && parts.mayAttach) reattach();
    };

    const takeSnapshot = (snapshot: Conversation) => {
      const { conversation, model } = get();
      if (snapshot.id !== conversation.id) return;
      adrift = false;
      const next = saveFailed ? withUnsaved(snapshot, conversation) : snapshot;
      set({ conversation: next, loading: false, model: headOf(snapshot)?.model ?? model });
      for (const { question } of notArrived(next, conversation)) actions.restore(question);
    };

    /** The conversation on screen is not stored. */
    const goWithout = (reason: MissingReason) => {
      const { draft } = get();
      // Of the composer nothing is lost with the conversation.
      const keepDraft = () => set({ draft: joinDrafts(draft, get().draft) });
      if (reason === 'deleted') {
        leaveFor(blank());
        return keepDraft();
      }
      const running = runningTurn(get().conversation);
      // Where nothing could be saved, what is on screen is all that there is.
      const { turns } = get().conversation;
      if (turns.some(({ answer }) => answer.text !== '' || answer.earlier !== undefined)) {
        if (running) applyEvent({ type: 'answer-interrupted', askId: running.askId });
        return set({ notice: { kind: reason === 'missing' ? 'save-failed' : reason } });
      }
      newChat();
      keepDraft();
      for (const { question } of turns.filter(holdsBack)) actions.restore(question);
      if (reason !== 'missing') set({ notice: { kind: reason } });
    };

    const receive = (message: BackgroundMessage): void => {
      losses = 0;
      const { conversation } = get();
      switch (message.type) {
        case 'conversation-snapshot':
          return takeSnapshot(message.conversation);
        case 'conversation-missing':
          if (message.conversationId === conversation.id) goWithout(message.reason);
          return;
        case 'ask-refused':
          return takeBack(message.askId, message.reason);
        case 'ask-offer':
          if ('selection' in message) return takeSelection(message.selection);
          return actions.open(message.conversationId);
        case 'save-failed':
          saveFailed = true;
          return set({ notice: { kind: 'save-failed' } });
        case 'models':
          return set({ models: message.models, defaultModel: message.defaultModel });
        case 'conversation-renamed':
          if (message.conversationId !== conversation.id) return;
          return set({ conversation: { ...conversation, title: message.title } });
        case 'connection-result':
        case 'history-rebuilt':
        case 'history-running':
        case 'history-failed':
        case 'history-cleared':
        case 'history-imported':
          return;
        case 'update-ready':
          return set({ updateReady: true });
        case 'answer-start':
        case 'answer-omitted':
        case 'answer-delta':
        case 'answer-stalled':
        case 'answer-end':
        case 'answer-interrupted':
        case 'answer-error':
          return applyEvent(message);
        case 'branch-shown':
        case 'turn-deleted':
          return applyBranch(message);
        default:
          return assertNever(message);
      }
    };

    link.onMessage(receive);
    link.onLost(() => {
      const running = runningTurn(get().conversation);
      losses += 1;
      adrift = true;
      if (!parts.mayAttach) set({ cutOff: true });
      if (parts.mayAttach && losses <= rejoinLimit && (running || get().loading)) reattach();
      else if (running) applyEvent({ type: 'answer-interrupted', askId: running.askId });
      else if (get().loading) goWithout('unreadable');
    });

    return {
      conversation: blank(),
      loading: false,
      draft: '',
      selection: undefined,
      model: '',
      models: [],
      defaultModel: '',
      notice: undefined,
      updateReady: false,
      focusCount: 0,
      cutOff: false,
      actions,
    };
  });
  return store;
}

function selectionPart(selection: SelectionOffer | undefined): Omit<Question, 'text'> {
  return selection
    ? { quote: selection.quote, action: selection.action, language: selection.language }
    : {};
}

function selectionOf({ quote, action, language }: Question): SelectionOffer | undefined {
  if (quote === undefined || action === undefined || language === undefined) return undefined;
  return { quote, action, language };
}
