import type { BranchEvent } from '../core/branches.ts';
import { applyBranchEvent, headOf } from '../core/branches.ts';
import type { AnswerEvent, Conversation } from '../core/conversation.ts';
import { applyAnswerEvent, holdsBack, runningTurn } from '../core/conversation.ts';
import { assertNever } from '../core/guards.ts';
import type {
  BackgroundMessage,
  MissingReason,
  RefusalReason,
  SelectionOffer,
} from '../core/protocol.ts';
import { joinDrafts, notArrived, selectionPart, withUnsaved } from './chat-merging.ts';
import type { ChatScreen } from './chat-screen.ts';
import type { ChatAccess, ChatActions, ChatLine, ChatParts } from './chat-state.ts';

/** A dead line is tried this often in a row before a running answer counts as interrupted. */
const rejoinLimit = 5;

/** Takes what the background sends, and sees to it that a lost line comes back. */
export function receiveChat(
  parts: ChatParts,
  { setState: set, getState: get }: ChatAccess,
  screen: ChatScreen,
  line: ChatLine,
  actions: ChatActions,
): void {
  const takeSelection = (selection: SelectionOffer) => {
    if (parts.mayAttach) screen.beginNew();
    if (selection.action === 'ask') set({ selection });
    else actions.ask({ ...selectionPart(selection), text: '' });
  };

  const applyEvent = (event: AnswerEvent) => {
    const { conversation } = get();
    if (event.type === 'answer-start' && event.conversationId !== conversation.id) return;
    const next = applyAnswerEvent(conversation, event);
    if (next) set({ conversation: next });
    else if (parts.mayAttach) screen.reattach();
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
    if (turn.id !== askId && parts.mayAttach) screen.reattach();
  };

  const takeSnapshot = (snapshot: Conversation) => {
    const { conversation, model } = get();
    if (snapshot.id !== conversation.id) return;
    line.adrift = false;
    const next = screen.isUnsaved() ? withUnsaved(snapshot, conversation) : snapshot;
    set({ conversation: next, loading: false, model: headOf(snapshot)?.model ?? model });
    for (const { question } of notArrived(next, conversation)) actions.restore(question);
  };

  /** The conversation on screen is not stored. */
  const goWithout = (reason: MissingReason) => {
    const { draft, conversation } = get();
    const { turns } = conversation;
    // Of the composer nothing is lost with the conversation.
    const keepDraft = () => set({ draft: joinDrafts(draft, get().draft) });
    if (reason === 'deleted') {
      screen.leaveFor(screen.blank());
      return keepDraft();
    }
    // Where nothing could be saved, what is on screen is all that there is.
    if (turns.some(({ answer }) => answer.text !== '' || answer.earlier !== undefined)) {
      const running = runningTurn(conversation);
      if (running) applyEvent({ type: 'answer-interrupted', askId: running.askId });
      return set({ notice: { kind: reason === 'missing' ? 'save-failed' : reason } });
    }
    screen.beginNew();
    keepDraft();
    for (const { question } of turns.filter(holdsBack)) actions.restore(question);
    if (reason !== 'missing') set({ notice: { kind: reason } });
  };

  const receive = (message: BackgroundMessage): void => {
    line.losses = 0;
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
        return screen.noteUnsaved();
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

  parts.link.onMessage(receive);
  parts.link.onLost(() => {
    const { conversation, loading } = get();
    const running = runningTurn(conversation);
    line.losses += 1;
    line.adrift = true;
    if (!parts.mayAttach) set({ cutOff: true });
    if (parts.mayAttach && line.losses <= rejoinLimit && (running || loading)) screen.reattach();
    else if (running) applyEvent({ type: 'answer-interrupted', askId: running.askId });
    else if (loading) goWithout('unreadable');
  });
}
