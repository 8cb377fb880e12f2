import type { CDPSession, Page } from 'puppeteer-core';

/**
 * The processor time of a page's main thread while something goes on in it, in ms: scripts, style,
 * layout and painting. Waiting, and other programs that have the processor, do not count.
 */
export async function measureMainThread(page: Page, act: () => Promise<unknown>): Promise<number> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const before = await readThreadSeconds(session);
  await act();
  const after = await readThreadSeconds(session);
  await session.detach();
  return (after - before) * 1000;
}

async function readThreadSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const time = metrics.find(({ name }) => name === 'ThreadTime');
  if (!time) throw new Error('The browser does not tell the time of a thread.');
  return time.value;
}
