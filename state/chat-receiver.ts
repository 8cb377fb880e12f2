import type { BranchEvent } from '../core/branches.ts';
import { applyBranchEvent, headOf } from '../core/branches.ts';
import type { AnswerEvent, Conversation, Turn } from '../core/conversation.ts';
import {
  applyAnswerEvent,
  holdsBack,
  isRunning,
  runningTurn,
  withTurn,
} from '../core/conversation.ts';
import { assertNever } from '../core/guards.ts';
import type {
  BackgroundMessage,
  MissingReason,
  RefusalReason,
  SelectionOffer,
} from '../core/protocol.ts';
import { isTemporary } from '../core/temporary.ts';
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
  const { underWay } = line;

  const takeSelection = (selection: SelectionOffer) => {
    if (parts.mayAttach) screen.beginNew();
    if (selection.action === 'ask') set({ selection });
    else actions.ask({ ...selectionPart(selection), text: '' });
  };

  const applyEvent = (event: AnswerEvent) => {
    const { conversation } = get();
    if (event.type === 'answer-start') {
      underWay.arrived(event.turn);
      if (event.conversationId !== conversation.id) return;
    }
    const next = applyAnswerEvent(conversation, event);
    if (next) set({ conversation: next });
    else if (parts.mayAttach) screen.reattach();
  };

  const applyBranch = (event: BranchEvent) => {
    const { conversation } = get();
    if (event.conversationId !== conversation.id) return;
    // What is on its way is newer, and becomes the head where it arrives.
    if (event.type === 'branch-shown' && underWay.has(headOf(conversation)?.id ?? '')) return;
    set({ conversation: applyBranchEvent(conversation, event) });
  };

  /** Puts questions back into the composer, each once and in the order in which they were asked. */
  const restoreAll = (turns: readonly Turn[]) => {
    const questions = new Map(turns.map(({ id, question }) => [id, question]));
    for (const question of [...questions.values()].reverse()) actions.restore(question);
  };

  const takeBack = (askId: string, reason: RefusalReason) => {
    const refused = underWay.takeRefused(askId);
    const [first] = refused;
    if (!first) return;
    const { conversation } = get();
    const { id: conversationId } = conversation;
    const isRetry = first.turn.id !== askId;
    const isShown = conversation.turns.some((turn) => turn.askId === askId);
    const isLeft = first.conversationId !== conversationId;
    // The question of a retry is stored, and one of a temporary chat goes nowhere else.
    if (isRetry ? !isShown : isLeft && isTemporary(first.conversationId)) return;
    const turns = refused.map(({ turn }) => turn);
    const left = turns
      .toReversed()
      .map(({ id }) => ({ type: 'turn-deleted', conversationId, turnId: id }) as const)
      .reduce(applyBranchEvent, conversation);
    const title = left.turns.length > 0 ? left.title : '';
    set({ conversation: { ...left, title }, notice: { kind: 'refused', reason } });
    restoreAll(turns);
    // A refused retry took the place of the earlier answer: what is stored is shown again.
    if (isRetry && parts.mayAttach) screen.reattach();
  };

  const takeSnapshot = (snapshot: Conversation) => {
    const { conversation, loading, model } = get();
    if (snapshot.id !== conversation.id) return;
    line.adrift = false;
    const known = screen.isUnsaved() ? withUnsaved(snapshot, conversation) : snapshot;
    const missing = underWay.takeMissing(known);
    // What was sent since the line was there is still to come.
    const next = conversation.turns.filter(({ id }) => underWay.has(id)).reduce(withTurn, known);
    // One that is there already may have been given another model since.
    const last = loading ? headOf(snapshot)?.model : undefined;
    set({ conversation: next, loading: false, model: last ?? model });
    restoreAll([...notArrived(next, conversation), ...missing]);
  };

  /** Nothing more will come of what ran, or of what may not have arrived. */
  const breakOff = () => {
    for (const turn of get().conversation.turns) {
      const isOver = underWay.has(turn.id) ? underWay.isDoubtful(turn.id) : isRunning(turn);
      if (isOver) applyEvent({ type: 'answer-interrupted', askId: turn.askId });
    }
  };

  /** The conversation on screen is not stored. */
  const goWithout = (reason: MissingReason) => {
    const { draft, conversation } = get();
    const { id, turns } = conversation;
    const takeMissing = () => underWay.takeMissing({ id, turns: [] });
    // Nobody asked for a new chat: it takes no focus, and brings itself to no front.
    const leave = () => {
      screen.leaveFor(screen.blank());
      // Of the composer nothing is lost with the conversation.
      set({ draft: joinDrafts(draft, get().draft) });
    };
    if (reason === 'deleted') {
      leave();
      return restoreAll(takeMissing());
    }
    // Where nothing could be saved, what is on screen is all that there is.
    if (turns.some(({ answer }) => answer.text !== '' || answer.earlier !== undefined)) {
      breakOff();
      takeMissing();
      return set({
        loading: false,
        notice: { kind: reason === 'missing' ? 'save-failed' : reason },
      });
    }
    const missing = takeMissing();
    leave();
    const unanswered = turns.filter((turn) => holdsBack(turn) && !underWay.has(turn.id));
    restoreAll([...unanswered, ...missing]);
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
        if (message.conversationId === conversation.id) screen.noteUnsaved();
        return;
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
    const isAwaited = loading || underWay.isIn(conversation.id) || runningTurn(conversation);
    line.losses += 1;
    line.adrift = true;
    underWay.lineLost();
    if (!parts.mayAttach) set({ cutOff: true });
    if (parts.mayAttach && line.losses <= rejoinLimit && isAwaited) screen.reattach();
    else if (loading) goWithout('unreadable');
    else breakOff();
  });
}
