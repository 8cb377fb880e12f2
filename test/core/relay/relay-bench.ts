import type { RetryMode } from '../../../core/conversation.ts';
import type { ViewMessage } from '../../../core/protocol.ts';
import type { Relay, RelayParts } from '../../../core/relay.ts';
import { createRelay } from '../../../core/relay.ts';
import type { Sender } from '../../../core/sender.ts';
import { defaultSettings, type Settings } from '../../../core/settings.ts';
import { withTemporary } from '../../../core/temporary.ts';
import { createHistory } from '../../doubles/history.ts';
import { createManualClock } from '../../doubles/manual-clock.ts';
import { createMemoryStore } from '../../doubles/memory-store.ts';
import { createMortalStore } from '../../doubles/mortal-store.ts';
import { createPortPair } from '../../doubles/port-pair.ts';
import { settle } from '../../doubles/settle.ts';
import { createSteppedProvider } from '../../doubles/stepped-provider.ts';
import { createWatchingView } from './watching-view.ts';

export const panel: Sender = { privilege: 'extension-page' };
export const card: Sender = { privilege: 'content-script', tabId: 7, windowId: 1 };

/**
 * A browser session around relays: storage, clock and provider last, workers die and start anew.
 * What surrounds a relay is in `world`, for a test to change.
 */
export function createBench() {
  const store = createMemoryStore();
  const clock = createManualClock();
  const provider = createSteppedProvider();
  const world = {
    settings: defaultSettings as Settings,
    online: true,
    permitted: true,
    listed: [] as readonly string[],
    awake: 0,
    /** How often views were told to connect again. */
    wakes: 0,
    onlineListeners: [] as (() => void)[],
    looking: false,
    /** How often, in minutes, the browser wakes a worker. */
    alarm: undefined as number | undefined,
    alarmListeners: [] as (() => void)[],
    /** What the relay did to the browser, in order. */
    deeds: [] as string[],
  };

  const startWorker = () => {
    const { living, die } = createMortalStore(store);
    const parts: RelayParts = {
      provider,
      clock,
      history: withTemporary(createHistory(living, { isKept: (key) => key === 'settings' })),
      listed: { read: async () => () => world.listed },
      getSettings: async () => world.settings,
      connection: {
        isOnline: () => world.online,
        onOnline: (listener) => world.onlineListeners.push(listener),
        keepLooking: (look) => {
          world.looking = look;
        },
      },
      alarm: {
        every: (minutes) => {
          world.alarm = minutes;
        },
        onRing: (listener) => world.alarmListeners.push(listener),
      },
      hasPermission: async () => world.permitted,
      setRequestHeaders: async (address) => void world.deeds.push(`headers for ${address}`),
      holdAwake: () => {
        world.awake += 1;
        let held = true;
        return () => {
          if (held) world.awake -= 1;
          held = false;
        };
      },
      openPanel: (windowId) => world.deeds.push(`open panel ${windowId}`),
      wakeViews: () => {
        world.wakes += 1;
      },
      listModels: async (refresh) => ({
        models: refresh ? ['fresh'] : ['kept'],
        defaultModel: 'kept',
      }),
      applyUpdate: () => world.deeds.push('apply update'),
      rebuildIndex: () => world.deeds.push('rebuild index'),
      testConnection: async (address) => ({ kind: 'models', models: [`model of ${address}`] }),
    };
    return { relay: createRelay(parts), die };
  };

  let worker = startWorker();
  let ports: { disconnect(): void }[] = [];
  const relay = (): Relay => worker.relay;

  const connect = (sender: Sender) => {
    const { near, far } = createPortPair();
    relay().connect(far, sender);
    ports.push(far);
    return near;
  };

  return {
    store,
    clock,
    provider,
    world,
    relay,
    connect,
    view: (sender: Sender = panel) => createWatchingView(connect(sender)),
    /** Ends the worker as browsers do, with no word but the death of its ports, and starts another. */
    restartWorker: () => {
      worker.die();
      world.onlineListeners = [];
      world.alarmListeners = [];
      for (const port of ports) port.disconnect();
      ports = [];
      worker = startWorker();
    },
    /** The newest answer asked for. */
    answer: () => provider.asked.at(-1)!,
    /** Lets the answer yield these texts, a frame apart. */
    yieldApart: async (...texts: readonly string[]) => {
      for (const text of texts) {
        provider.asked.at(-1)!.yield(text);
        await settle();
        clock.advance(17);
      }
      await settle();
    },
  };
}

export type Bench = ReturnType<typeof createBench>;

export const askStart = (
  askId: string,
  conversationId: string,
  text = `Question ${askId}`,
  model = '',
  after?: string,
): ViewMessage => ({
  type: 'ask-start',
  askId,
  conversationId,
  question: { text },
  model,
  ...(after === undefined ? {} : { after }),
});

export const askRetry = (
  askId: string,
  conversationId: string,
  turnId: string,
  mode: RetryMode = 'anew',
): ViewMessage => ({
  type: 'ask-retry',
  askId,
  conversationId,
  turnId,
  model: '',
  mode,
});
