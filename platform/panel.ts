import { browser } from './browser.ts';

/** What browsers call WINDOW_ID_CURRENT. */
const currentId = -2;

/** The window that this page belongs to. */
export async function currentWindowId(): Promise<number> {
  const { id } = await browser.windows.getCurrent();
  return id ?? currentId;
}

/** The window that the user was in last. */
export async function lastWindowId(): Promise<number> {
  const { id } = await browser.windows.getLastFocused();
  return id ?? currentId;
}

/**
 * Opens the window's side panel (Chromium) or sidebar (Firefox). Call it at once in the handler of
 * a click. Where the browser refuses, because the click did not reach it, a tab shows the panel.
 */
export function openPanel(windowId: number): void {
  const opened = browser.sidePanel?.open({ windowId }) ?? browser.sidebarAction.open();
  opened.catch(() => openPanelTab(windowId));
}

async function openPanelTab(windowId: number): Promise<void> {
  // Firefox refuses without a click of its own even where the sidebar is open already.
  if (!browser.sidePanel && (await browser.sidebarAction.isOpen({ windowId }))) return;
  await browser.tabs.create({ url: browser.runtime.getURL('sidepanel.html'), windowId });
}
