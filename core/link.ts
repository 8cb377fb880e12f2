import type { Port } from './port.ts';
import type { BackgroundMessage, ViewMessage } from './protocol.ts';
import { isBackgroundMessage } from './protocol-guards.ts';

/**
 * A view's line to the background. The worker may go to sleep at any time and takes the port with
 * it; the next message connects again, so an idle view costs nothing.
 */
export interface Link {
  send(message: ViewMessage): void;
  onMessage(listener: (message: BackgroundMessage) => void): void;
  /** The line went dead. What was running may have ended unheard. */
  onLost(listener: () => void): void;
  /** Connects where a message is awaited rather than sent. */
  open(): void;
  /** Ends the line for good. */
  close(): void;
  /** The page was frozen: drops a port that may be dead without having said so. */
  reset(): void;
}

export function createLink(connect: () => Port): Link {
  const messageListeners: ((message: BackgroundMessage) => void)[] = [];
  const lostListeners: (() => void)[] = [];
  let current: Port | undefined;

  const open = (): Port | undefined => {
    const port = tryToConnect();
    // Told after the caller has finished what it began.
    if (!port) void Promise.resolve().then(lose);
    port?.onMessage((message) => {
      if (port !== current || !isBackgroundMessage(message)) return;
      for (const listener of messageListeners) listener(message);
    });
    port?.onDisconnect(() => {
      if (port === current) lose();
    });
    return port;
  };

  /** A script that outlived its extension, as after an update, cannot connect any more. */
  const tryToConnect = (): Port | undefined => {
    try {
      return connect();
    } catch {
      return undefined;
    }
  };

  const lose = () => {
    current = undefined;
    for (const listener of lostListeners) listener();
  };

  return {
    send: (message) => {
      current ??= open();
      current?.postMessage(message);
    },
    onMessage: (listener) => void messageListeners.push(listener),
    onLost: (listener) => void lostListeners.push(listener),
    open: () => {
      current ??= open();
    },
    close: () => {
      current?.disconnect();
      current = undefined;
    },
    reset: () => {
      current?.disconnect();
      lose();
    },
  };
}
