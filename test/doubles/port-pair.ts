import type { Port } from '../../core/port.ts';

export interface PortPair {
  readonly near: Port;
  readonly far: Port;
  /** Delivers all that is on its way, now. */
  drain(): void;
}

/**
 * Two ends joined as a runtime port joins them: what is posted makes the JSON round trip at once
 * and arrives later, in order. What is on its way to an end that closes is lost.
 */
export function createPortPair(): PortPair {
  const underWay: (() => void)[] = [];
  const deliverNext = () => underWay.shift()?.();
  const sendOff = (deliver: () => void) => {
    underWay.push(deliver);
    queueMicrotask(deliverNext);
  };
  const near = createEnd();
  const far = createEnd();
  return {
    near: joined(near, far, sendOff),
    far: joined(far, near, sendOff),
    drain: () => {
      while (underWay.length > 0) deliverNext();
    },
  };
}

interface End {
  open: boolean;
  readonly messageListeners: ((message: unknown) => void)[];
  readonly disconnectListeners: (() => void)[];
}

const createEnd = (): End => ({ open: true, messageListeners: [], disconnectListeners: [] });

function joined(own: End, other: End, sendOff: (deliver: () => void) => void): Port {
  return {
    postMessage: (message) => {
      if (!own.open) return;
      const json = JSON.stringify(message);
      sendOff(() => {
        if (!other.open) return;
        for (const listener of other.messageListeners) listener(JSON.parse(json));
      });
    },
    onMessage: (listener) => void own.messageListeners.push(listener),
    onDisconnect: (listener) => void own.disconnectListeners.push(listener),
    disconnect: () => {
      if (!own.open) return;
      own.open = false;
      sendOff(() => {
        if (!other.open) return;
        other.open = false;
        for (const listener of other.disconnectListeners) listener();
      });
    },
  };
}
