import type { Port } from '../core/port.ts';
import { isWakeMessage, wakeMessage } from '../core/protocol.ts';
import type { Sender } from '../core/relay.ts';
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

/**
 * Privilege comes from the sender's origin alone: this extension's own pages, or a script of ours
 * in a tab. Anything else is turned away.
 */
function senderOf(sender: Runtime.MessageSender | undefined): Sender | undefined {
  if (sender?.id !== browser.runtime.id || sender.url === undefined) return undefined;
  const place = {
    ...(sender.tab?.id === undefined ? {} : { tabId: sender.tab.id }),
    ...(sender.tab?.windowId === undefined ? {} : { windowId: sender.tab.windowId }),
  };
  const own = new URL(browser.runtime.getURL('')).origin;
  if (new URL(sender.url).origin === own) return { privilege: 'extension-page', ...place };
  return sender.tab ? { privilege: 'content-script', ...place } : undefined;
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
    onDisconnect: (listener) => port.onDisconnect.addListener(() => listener()),
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
  browser.runtime.onMessage.addListener((message: unknown) => {
    if (isWakeMessage(message)) listener();
    return undefined;
  });
}
