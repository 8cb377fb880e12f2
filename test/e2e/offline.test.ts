import { describe, expect } from 'vitest';
import { find, findAll, waitForText } from './harness/find.ts';
import { askInPanel, readArticles, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { eachBrowser } from './harness/test.ts';

describe.each(eachBrowser)('without a network, in $kind', ({ test }) => {
  test('a question waits when its asker says so, and is sent once there is one', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'First');
    const first = await service.nextAsk();
    first.write('One.');
    first.end();
    await waitForEnd(panel);

    await service.door.shut();
    await browser.setOffline(true);
    await askInPanel(panel, 'Second');
    await waitForText(panel, 'You are offline');
    await find(panel, 'button', 'Send when online').click();
    await waitForText(panel, 'Waiting for a connection');
    await panel.close();

    const reopened = await browser.openPage('sidepanel.html');
    await waitForText(reopened, 'Waiting for a connection');
    await expect.poll(() => findAll(reopened, 'button', 'Do not send')).toHaveLength(1);
    expect(service.asks).toHaveLength(1);

    await service.door.open();
    await browser.setOffline(false);
    const second = await service.nextAsk();
    expect(JSON.stringify(second.body)).toContain('Assistant: One.\\nUser: Second');
    second.write('Two.');
    second.end();
    await waitForAnswer(reopened, 'Two.');
    await waitForEnd(reopened);
    expect(await readArticles(reopened)).toEqual(['First', 'One.', 'Second', 'Two.']);
    expect(service.asks).toHaveLength(2);
  });

  test('a question that waits can be taken back', async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    await service.door.shut();
    await browser.setOffline(true);
    await askInPanel(panel, 'Never mind');
    await find(panel, 'button', 'Send when online').click();
    await find(panel, 'button', 'Do not send').click();
    await waitForText(panel, 'You are offline');
    await service.door.open();
    await browser.setOffline(false);
    await find(panel, 'button', 'Retry').click();
    const ask = await service.nextAsk();
    ask.write('Asked by hand.');
    ask.end();
    await waitForAnswer(panel, 'Asked by hand.');
    expect(service.asks).toHaveLength(1);
  });
});
