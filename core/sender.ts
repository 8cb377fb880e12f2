import type { Privilege } from './port.ts';

/** Who is at the other end of a port, as the browser says. */
export interface Sender {
  readonly privilege: Privilege;
  readonly tabId?: number;
  readonly windowId?: number;
}

/** What the browser reports of a sender; nothing of it can be set by the sender itself. */
export interface ReportedSender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly windowId?: number | undefined };
}

/**
 * Decides privilege by the sender's origin alone: this extension's own pages, or a script of ours
 * in a tab's main frame, which is where cards are put. Whatever else there is, or is unclear, is
 * undefined and to be turned away.
 */
export function identifySender(
  reported: ReportedSender | undefined,
  own: { readonly id: string; readonly origin: string },
): Sender | undefined {
  if (reported?.id !== own.id || (reported.frameId ?? 0) !== 0) return undefined;
  const { url, origin, tab } = reported;
  if (url === undefined) return undefined;
  const place = {
    ...(tab?.id === undefined ? {} : { tabId: tab.id }),
    ...(tab?.windowId === undefined ? {} : { windowId: tab.windowId }),
  };
  // Not by the URL's own `origin`: what has none, as a file, would be as good as any other.
  const isOurs = url.startsWith(`${own.origin}/`);
  // A browser that reports both must mean the same: a sandboxed page has our address alone.
  if (origin !== undefined && isOurs !== (origin === own.origin)) return undefined;
  if (isOurs) return { privilege: 'extension-page', ...place };
  if (tab?.id === undefined) return undefined;
  return { privilege: 'content-script', ...place };
}
