import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ExtensionBrowser } from './harness/extension-browser.ts';
import { find, waitForText } from './harness/find.ts';
import { launchFirefox } from './harness/firefox.ts';
import { replaceStored } from './harness/stored.ts';
import { chromiumTest, firefoxTest } from './harness/test.ts';
import { chooseFile } from './harness/transfer.ts';

const makeFolder = () => mkdtemp(join(tmpdir(), 'aside-download-'));

chromiumTest(
  'an export is a file in the folder of downloads, in chromium',
  async ({ browser, onTestFinished }) => {
    const downloadPath = await makeFolder();
    onTestFinished(() => rm(downloadPath, { recursive: true }));
    const session = await browser.puppeteer.target().createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath });
    await exportAndImport(browser, downloadPath);
  },
);

firefoxTest(
  'an export is a file in the folder of downloads, in firefox',
  async ({ service, onTestFinished }) => {
    const downloadPath = await makeFolder();
    onTestFinished(() => rm(downloadPath, { recursive: true }));
    const browser = await launchFirefox({
      servicePort: service.port,
      preferences: { 'browser.download.folderList': 2, 'browser.download.dir': downloadPath },
    });
    onTestFinished(browser.close);
    await exportAndImport(browser, downloadPath);
  },
);

async function exportAndImport(browser: ExtensionBrowser, downloadPath: string): Promise<void> {
  await replaceStored(browser, {
    'conversation:tea': {
      version: 2,
      page: 0,
      conversation: { id: 'tea', title: 'Tea', createdAt: 1, updatedAt: 1, turns: [] },
    },
    'history:newest': 0,
    'history:page:0': { version: 1, entries: [{ id: 'tea', title: 'Tea', updatedAt: 1 }] },
  });
  const options = await browser.openPage('options.html');
  await find(options, 'button', 'Export all').click();
  await find(options, 'button', 'As JSON').click();
  await waitForText(options, 'Exported conversations: 1.');
  const saved = async () => (await readdir(downloadPath)).filter((name) => name.endsWith('.json'));
  await expect.poll(saved).toHaveLength(1);
  const [name = ''] = await saved();
  expect(name).toMatch(/^aside-conversations-\d{4}-\d\d-\d\d\.json$/);
  const exported = JSON.parse(await readFile(join(downloadPath, name), 'utf8'));
  expect(exported).toMatchObject({ version: 1, conversations: [{ id: 'tea', title: 'Tea' }] });
  // Its file comes in, too: there is nothing in its one conversation.
  await find(options, 'button', 'Import').click();
  await chooseFile(options, join(downloadPath, name));
  await waitForText(options, 'Skipped because nothing is in them: 1.');
}
