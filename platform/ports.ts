import type { Port } from '../core/port.ts';
import { isWakeMessage, wakeMessage } from '../core/protocol.ts';
import type { Sender } from '../core/sender.ts';
import { identifySender } from '../core/sender.ts';
import type { Runtime } from './browser.ts';
import { browser } from './browser.ts';

/** A port to the background. */
export function connectToBackground(): Port {
  return adaptPort(browser.runtime.connect());
}

export function onConnect(listener: (port: Port, sender: Sender) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    const sender = senderOf(port.sender);
    if (sender) listener(adaptPort(port), sender);
    else port.disconnect();
  });
}

function senderOf(reported: Runtime.MessageSender | undefined): Sender | undefined {
  const origin = browser.runtime.getURL('').slice(0, -1);
  return identifySender(reported, { id: browser.runtime.id, origin });
}

function adaptPort(port: Runtime.Port): Port {
  let open = true;
  port.onDisconnect.addListener(() => {
    open = false;
  });
  return {
    postMessage: (message) => {
      try {
        if (open) port.postMessage(message);
      } catch {
        // The other end is gone and the browser has not said so yet; it will.
        open = false;
      }
    },
    onMessage: (listener) => port.onMessage.addListener(listener),
    onDisconnect: (listener) => port.onDisconnect.addListener(listener),
    disconnect: () => {
      open = false;
      port.disconnect();
    },
  };
}

/** Reaches views whose port went to sleep with the worker. */
export function wakeViews(): void {
  // Rejects where no view is open: then nobody needs waking.
  browser.runtime.sendMessage(wakeMessage).catch(() => {});
}

export function onWake(listener: () => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const isPage = senderOf(sender)?.privilege === 'extension-page';
    if (isPage && isWakeMessage(message)) listener();
    return undefined;
  });
}
