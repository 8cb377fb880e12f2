import type { Alarm } from './alarm.ts';
import type { AnswerParts } from './answer-run.ts';
import { createAnswers } from './answers.ts';
import { createHistoryRequests } from './history-requests.ts';
import { createHousekeeping } from './housekeeping.ts';
import type { ModelList } from './model-list.ts';
import type { Port } from './port.ts';
import type {
  BackgroundMessage,
  ConnectionFinding,
  SelectionOffer,
  ViewMessage,
} from './protocol.ts';
import { isViewMessage } from './protocol-guards.ts';
import type { ViewWaker } from './runs.ts';
import type { Sender } from './sender.ts';
import type { Viewer } from './watches.ts';

export interface RelayParts extends AnswerParts, ViewWaker {
  /** For what is to be done with the history later on. */
  readonly alarm: Alarm;
  /** Opens the side panel of a window, in answer to a user's click. */
  openPanel(windowId: number): void;
  listModels(refresh: boolean): Promise<ModelList>;
  testConnection(address: string): Promise<ConnectionFinding>;
  /** Makes the search index anew. */
  rebuildIndex(): void;
  /** Ends this extension and starts its new version; every view of it is closed. */
  applyUpdate(): void;
}

export interface Relay {
  connect(port: Port, sender: Sender): void;
  /** A selection for the side panel of a window to ask about. */
  offerToPanel(windowId: number, selection: SelectionOffer): void;
  /** A selection for the card that is about to open in a tab. */
  offerToCard(tabId: number, selection: SelectionOffer): void;
  /** An update waits: the views say so, and the user decides when. */
  announceUpdate(): void;
  /** Resolves once no answer runs. */
  idle(): Promise<void>;
}

interface View extends Viewer {
  readonly sender: Sender;
  /** The window whose panel this is; undefined for other views. */
  panelOf?: number;
  hasOpenedPanel?: boolean;
}

type Offer = Extract<BackgroundMessage, { type: 'ask-offer' }>;

/** What content scripts may send; everything else is for extension pages alone. */
type PageOnly = Exclude<
  ViewMessage,
  { type: 'ask-start' | 'ask-retry' | 'ask-stop' | 'panel-open' }
>;

/** Takes what views send, decides what each may, and brings them what they are to show. */
export function createRelay(parts: RelayParts): Relay {
  /** Whether every view that is open has a line to this worker. */
  let haveLines = false;
  const wakeViews = () => {
    if (!haveLines) parts.wakeViews();
    haveLines = true;
  };
  const answers = createAnswers({ ...parts, wakeViews });
  const { look } = createHousekeeping({ ...parts, answers });
  const requests = createHistoryRequests({
    ...parts,
    answers,
    deletionsChanged: () => void look(),
  });
  const views = new Set<View>();
  /** Offers wait here until the view that they are for says that it is there. */
  const offers = new Map<string, Offer>();
  let updateWaits = false;

  const take = (view: View, place: string) => {
    const offer = offers.get(place);
    if (!offer) return;
    offers.delete(place);
    view.send(offer);
  };

  const offerToPanel = (windowId: number, offer: Offer) => {
    // One of them, as a tab may show the panel too: nothing is asked twice. The docked one is in sight.
    const panels = [...views].filter((view) => view.panelOf === windowId);
    const panel = panels.findLast((view) => !view.sender.tabId) ?? panels.at(-1);
    if (panel) return panel.send(offer);
    offers.set(`panel ${windowId}`, offer);
    parts.wakeViews();
  };

  const openPanel = (view: View, conversationId: string) => {
    const { windowId } = view.sender;
    // A card closes with it: once is enough, and no page can open one tab after another.
    if (windowId === undefined || view.hasOpenedPanel) return;
    view.hasOpenedPanel = true;
    parts.openPanel(windowId);
    offerToPanel(windowId, { type: 'ask-offer', conversationId });
  };

  const receive = (view: View, message: ViewMessage): void => {
    switch (message.type) {
      case 'ask-start':
      case 'ask-retry':
        return answers.ask(view, message);
      case 'ask-stop':
        return answers.stop(view, message.askId);
      case 'panel-open':
        return openPanel(view, message.conversationId);
      default:
        if (view.privilege === 'extension-page') receiveFromPage(view, message);
    }
  };

  const receiveFromPage = (view: View, message: PageOnly): void => {
    switch (message.type) {
      case 'ask-attach':
        return answers.attach(view, message.conversationId);
      case 'branch-show':
        return answers.show(message.conversationId, message.turnId);
      case 'turn-delete':
        return answers.deleteTurn(message.conversationId, message.turnId);
      case 'ask-detach':
        return answers.detach(view);
      case 'temporary-keep':
        return parts.history.takeBack(message.conversation);
      case 'panel-ready':
        view.panelOf = message.windowId;
        return take(view, `panel ${message.windowId}`);
      case 'panel-show': {
        const { windowId, conversationId } = message;
        return offerToPanel(windowId, { type: 'ask-offer', conversationId });
      }
      case 'models-list':
        return void sendModels(view, message.refresh);
      case 'connection-test':
        return void sendFinding(view, message.address);
      case 'update-apply':
        return void answers.idle().then(parts.applyUpdate);
      case 'search-rebuild':
        return parts.rebuildIndex();
      default:
        return requests.receive(view, message);
    }
  };

  const sendModels = async (view: View, refresh: boolean) => {
    view.send({ type: 'models', ...(await parts.listModels(refresh)) });
  };
  const sendFinding = async (view: View, address: string) => {
    const finding = await parts.testConnection(address);
    view.send({ type: 'connection-result', address, finding });
  };

  const tellOfUpdate = (view: View) => {
    if (view.privilege === 'extension-page') view.send({ type: 'update-ready' });
  };

  return {
    connect: (port, sender) => {
      const { privilege, tabId } = sender;
      const view: View = { sender, privilege, send: (message) => port.postMessage(message) };
      views.add(view);
      if (updateWaits) tellOfUpdate(view);
      port.onMessage((message) => {
        if (isViewMessage(message)) receive(view, message);
      });
      port.onDisconnect(() => {
        // Its page may be kept by the browser, and come back without one.
        haveLines = false;
        answers.detach(view);
        requests.forget(view);
        views.delete(view);
      });
      if (privilege === 'content-script') take(view, `card ${tabId}`);
    },
    offerToPanel: (windowId, selection) => offerToPanel(windowId, { type: 'ask-offer', selection }),
    offerToCard: (tabId, selection) =>
      void offers.set(`card ${tabId}`, { type: 'ask-offer', selection }),
    announceUpdate: () => {
      updateWaits = true;
      for (const view of views) tellOfUpdate(view);
      parts.wakeViews();
    },
    idle: answers.idle,
  };
}
