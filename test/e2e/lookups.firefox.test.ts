import { expect } from 'vitest';
import { watchLookups } from './harness/firefox.ts';
import { askInPanel, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { firefoxTest } from './harness/test.ts';

firefoxTest(
  'the host of a link in an answer is not looked up, as that of a link elsewhere is',
  async ({ browser, service }) => {
    const readLookups = await watchLookups(browser);
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Where?');
    const ask = await service.nextAsk();
    ask.write('[Here](https://answer.example) and ![there](https://image.example/a.png).');
    ask.end();
    await waitForEnd(panel);
    await waitForAnswer(panel, 'Here (answer.example)');
    // Firefox looks names up a while after it shows them, in the order of one process: the links
    // in another document of the extension come after those of the panel.
    const other = await browser.openPage('background.js');
    await other.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<a href="https://other.example">A link</a>');
    });
    await expect.poll(readLookups).toContain('other.example');
    expect(await readLookups()).not.toContain('answer.example');
    expect(await readLookups()).not.toContain('image.example');
  },
);
