import { isBlank } from './actions.ts';
import type { AnswerParts, AnswerRun } from './answer-run.ts';
import { startAnswer } from './answer-run.ts';
import type { Conversation, Turn } from './conversation.ts';
import { applyAnswerEvent, emptyConversation, newTurn, retriedTurn } from './conversation.ts';
import { assertNever } from './guards.ts';
import type { ModelList } from './model-list.ts';
import type { Port, Privilege } from './port.ts';
import type {
  BackgroundMessage,
  ConnectionFinding,
  RefusalReason,
  SelectionOffer,
  ViewMessage,
} from './protocol.ts';
import { isViewMessage } from './protocol.ts';

/** The most characters of a question and its quote together. */
const longestQuestion = 2_000_000;

export interface RelayParts extends AnswerParts {
  /** Opens the side panel of a window, in answer to a user's click. */
  openPanel(windowId: number): void;
  /** Tells views whose port went to sleep with the worker to connect again. */
  wakeViews(): void;
  listModels(refresh: boolean): Promise<ModelList>;
  testConnection(address: string): Promise<ConnectionFinding>;
}

/** Who is at the other end of a port, as the browser says. */
export interface Sender {
  readonly privilege: Privilege;
  readonly tabId?: number;
  readonly windowId?: number;
}

export interface Relay {
  connect(port: Port, sender: Sender): void;
  /** A selection for the side panel of a window to ask about. */
  offerToPanel(windowId: number, selection: SelectionOffer): void;
  /** A selection for the card that is about to open in a tab. */
  offerToCard(tabId: number, selection: SelectionOffer): void;
}

interface View {
  readonly port: Port;
  readonly sender: Sender;
  /** The questions that this port asked, by every askId: all that a content script may touch. */
  readonly own: Set<string>;
  conversationId?: string;
  windowId?: number;
  stopDeltas?: () => void;
}

type Ask = Extract<ViewMessage, { type: 'ask-start' | 'ask-retry' }>;
type Offer = Extract<BackgroundMessage, { type: 'ask-offer' }>;

/**
 * Runs questions, fans their answers out to the views that show them, and lets a view re-join at
 * any time. Answers run on when views go.
 */
export function createRelay(parts: RelayParts): Relay {
  const views = new Set<View>();
  const runs = new Map<string, AnswerRun>();
  const offers = new Map<string, Offer>();
  const ready = parts.history.recover().catch(() => {});

  const send = (view: View, message: BackgroundMessage) => view.port.postMessage(message);
  const broadcast = (conversationId: string, message: BackgroundMessage) => {
    for (const view of views) if (view.conversationId === conversationId) send(view, message);
  };
  const refuse = (view: View, askId: string, reason: RefusalReason) =>
    send(view, { type: 'ask-refused', askId, reason });

  const follow = (view: View, run: AnswerRun) => {
    view.stopDeltas?.();
    view.stopDeltas = run.attach((delta) =>
      send(view, { type: 'answer-delta', askId: run.askId, ...delta }),
    );
  };

  const detach = (view: View) => {
    view.stopDeltas?.();
    delete view.stopDeltas;
    delete view.conversationId;
  };

  const attach = async (view: View, conversationId: string) => {
    detach(view);
    view.conversationId = conversationId;
    await ready;
    const loaded = runs.has(conversationId) ? undefined : await parts.history.load(conversationId);
    if (view.conversationId !== conversationId) return;
    // An answer may have begun while the conversation was read.
    const run = runs.get(conversationId);
    if (run) {
      send(view, { type: 'conversation-snapshot', conversation: run.snapshot() });
      follow(view, run);
    } else if (loaded?.found === 'conversation') {
      send(view, { type: 'conversation-snapshot', conversation: loaded.conversation });
    } else {
      const reason = loaded?.found === 'unreadable' ? 'unreadable' : 'missing';
      send(view, { type: 'conversation-missing', conversationId, reason });
    }
  };

  const begin = (view: View, conversation: Conversation, turn: Turn) => {
    const conversationId = conversation.id;
    const start = { type: 'answer-start', conversationId, turn } as const;
    const asked = applyAnswerEvent(conversation, start) ?? conversation;
    detach(view);
    view.conversationId = conversationId;
    view.own.add(turn.id).add(turn.askId);
    broadcast(conversationId, start);
    const run = startAnswer(parts, asked, turn, {
      event: (event) => broadcast(conversationId, event),
      saveFailed: () => broadcast(conversationId, { type: 'save-failed', conversationId }),
      ended: (ending) => {
        runs.delete(conversationId);
        broadcast(conversationId, ending);
        // What is asked next in this conversation is no business of a page.
        for (const each of views) {
          const isCard = each.sender.privilege === 'content-script';
          if (isCard && each.conversationId === conversationId) detach(each);
        }
      },
    });
    runs.set(conversationId, run);
    for (const each of views) if (each.conversationId === conversationId) follow(each, run);
  };

  /** Asks that wait for the conversation to be read, so that the same one sent twice asks once. */
  const asking = new Map<string, string>();

  const ask = async (view: View, message: Ask) => {
    const { askId, conversationId } = message;
    const current = asking.get(conversationId) ?? runs.get(conversationId)?.askId;
    if (current === askId) return;
    if (current !== undefined) return refuse(view, askId, 'busy');
    asking.set(conversationId, askId);
    try {
      await ready;
      const loaded = await parts.history.load(conversationId);
      if (loaded.found === 'unreadable') return refuse(view, askId, 'unreadable');
      const stored = loaded.found === 'conversation' ? loaded.conversation : undefined;
      if (stored && !mayTouch(view, idToTouch(message))) return refuse(view, askId, 'not-allowed');
      const now = parts.clock.now();
      const conversation = stored ?? emptyConversation(conversationId, now);
      if (conversation.turns.some((turn) => turn.askId === askId)) return;
      const turn = turnFor(message, conversation, now);
      if (!turn) return refuse(view, askId, 'not-allowed');
      begin(view, conversation, turn);
    } finally {
      asking.delete(conversationId);
    }
  };

  const receiveAsk = (view: View, message: Ask) => {
    const problem = message.type === 'ask-start' ? problemWith(message.question) : undefined;
    if (problem) return refuse(view, message.askId, problem);
    void ask(view, message).catch(() => refuse(view, message.askId, 'unreadable'));
  };

  const offerToPanel = (windowId: number, offer: Offer) => {
    const panels = [...views].filter((view) => view.windowId === windowId);
    for (const panel of panels) send(panel, offer);
    if (panels.length > 0) return;
    offers.set(`panel ${windowId}`, offer);
    parts.wakeViews();
  };

  const take = (view: View, place: string) => {
    const offer = offers.get(place);
    if (!offer) return;
    offers.delete(place);
    send(view, offer);
  };

  const stop = (view: View, askId: string) => {
    const run = [...runs.values()].find((each) => each.askId === askId);
    if (run && mayTouch(view, askId)) run.stop();
  };

  const openPanel = (view: View, conversationId: string) => {
    const { windowId } = view.sender;
    if (windowId === undefined) return;
    parts.openPanel(windowId);
    offerToPanel(windowId, { type: 'ask-offer', conversationId });
  };

  const receive = (view: View, message: ViewMessage): void => {
    switch (message.type) {
      case 'ask-start':
      case 'ask-retry':
        return receiveAsk(view, message);
      case 'ask-stop':
        return stop(view, message.askId);
      case 'panel-open':
        return openPanel(view, message.conversationId);
      default:
        if (view.sender.privilege === 'extension-page') receiveFromPage(view, message);
    }
  };

  const receiveFromPage = (view: View, message: PageOnly): void => {
    switch (message.type) {
      case 'ask-attach':
        return void attach(view, message.conversationId);
      case 'ask-detach':
        return detach(view);
      case 'panel-ready':
        view.windowId = message.windowId;
        return take(view, `panel ${message.windowId}`);
      case 'panel-show':
        return offerToPanel(message.windowId, {
          type: 'ask-offer',
          conversationId: message.conversationId,
        });
      case 'models-list':
        return void parts
          .listModels(message.refresh)
          .then((list) => send(view, { type: 'models', ...list }));
      case 'connection-test':
        return void parts
          .testConnection(message.address)
          .then((finding) =>
            send(view, { type: 'connection-result', address: message.address, finding }),
          );
      default:
        return assertNever(message);
    }
  };

  return {
    connect: (port, sender) => {
      const view: View = { port, sender, own: new Set() };
      views.add(view);
      port.onMessage((message) => {
        if (isViewMessage(message)) receive(view, message);
      });
      port.onDisconnect(() => {
        detach(view);
        views.delete(view);
      });
      if (sender.tabId !== undefined && sender.privilege === 'content-script') {
        take(view, `card ${sender.tabId}`);
      }
    },
    offerToPanel: (windowId, selection) => offerToPanel(windowId, { type: 'ask-offer', selection }),
    offerToCard: (tabId, selection) =>
      void offers.set(`card ${tabId}`, { type: 'ask-offer', selection }),
  };
}

type PageOnly = Exclude<
  ViewMessage,
  { type: 'ask-start' | 'ask-retry' | 'ask-stop' | 'panel-open' }
>;

function mayTouch(view: View, id: string): boolean {
  return view.sender.privilege === 'extension-page' || view.own.has(id);
}

/** A card may ask its own turn again, and begin conversations, but add to none. */
function idToTouch(message: Ask): string {
  return message.type === 'ask-retry' ? message.turnId : message.conversationId;
}

function problemWith(question: Turn['question']): RefusalReason | undefined {
  if (isBlank(question)) return 'blank';
  const length = question.text.length + (question.quote?.length ?? 0);
  return length > longestQuestion ? 'too-large' : undefined;
}

function turnFor(message: Ask, conversation: Conversation, now: number): Turn | undefined {
  if (message.type === 'ask-start') {
    return newTurn(message.askId, message.question, message.model, now);
  }
  const turn = conversation.turns.find(({ id }) => id === message.turnId);
  return turn && retriedTurn(turn, message.askId, message.model, now);
}
