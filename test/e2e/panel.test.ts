import { describe, expect } from 'vitest';
import { find, findAll, readText, waitForText } from './harness/find.ts';
import {
  askInPanel,
  readArticles,
  waitForAnswer,
  waitForCheckpoint,
  waitForEnd,
} from './harness/panel.ts';
import { readSettings } from './harness/stored.ts';
import { eachBrowser } from './harness/test.ts';

describe.each(eachBrowser)('the side panel in $kind', ({ test }) => {
  test('holds a conversation of three turns, each sent with all before it', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    const turns = [
      ['Why is the sky blue?', 'Air scatters **blue** light.'],
      ['And at sunset?', 'The path is long, so red is left.'],
      ['And on Mars?', 'There it is the other way round.'],
    ] as const;
    for (const [question, answer] of turns) {
      await askInPanel(panel, question);
      const ask = await service.nextAsk();
      ask.write(answer.slice(0, 10));
      await waitForAnswer(panel, answer.slice(0, 8));
      ask.write(answer.slice(10));
      ask.end();
      await waitForEnd(panel);
    }
    expect(service.asks).toHaveLength(3);
    expect(service.asks[2]?.body).toMatchObject({
      messages: [
        {
          role: 'user',
          content: [
            'User: Why is the sky blue?',
            'Assistant: Air scatters **blue** light.',
            'User: And at sunset?',
            'Assistant: The path is long, so red is left.',
            'User: And on Mars?',
            'Assistant:',
          ].join('\n'),
        },
      ],
    });
    expect(await readArticles(panel)).toEqual([
      'Why is the sky blue?',
      'Air scatters blue light.',
      'And at sunset?',
      'The path is long, so red is left.',
      'And on Mars?',
      'There it is the other way round.',
    ]);
    expect(await panel.$eval('article strong', (strong) => strong.textContent)).toBe('blue');
    expect(await browser.readErrors()).toEqual([]);
  });

  test('sends the Origin and Referer of the service, on a connection of its own', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Hello');
    const ask = await service.nextAsk();
    expect(ask.headers.origin).toBe('https://chat.ai365vip.com');
    expect(ask.headers.referer).toBe('https://chat.ai365vip.com/en');
    expect(ask.headers.connection).toBe('close');
    ask.write('Hi.');
    ask.end();
    await waitForEnd(panel);
  });

  test('stops an answer where it is, keeps its text, and asks it again', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Count for ever');
    const ask = await service.nextAsk();
    ask.write('One, two, three');
    await waitForAnswer(panel, 'three');
    await find(panel, 'button', 'Stop').click();
    await ask.abandoned;
    await waitForAnswer(panel, 'Stopped');
    expect(await readText(panel, 'article', 'Assistant')).toContain('One, two, three');
    await find(panel, 'button', 'Retry').click();
    const again = await service.nextAsk();
    expect(again.body).toEqual(ask.body);
    again.write('One.');
    again.end();
    await waitForEnd(panel);
    expect(await readArticles(panel)).toEqual(['Count for ever', 'One.']);
  });

  test('shows the answer still running when it is closed and opened again', async ({
    browser,
    service,
  }) => {
    const first = await browser.openPage('sidepanel.html');
    await askInPanel(first, 'A long story');
    const ask = await service.nextAsk();
    ask.write('Once upon a time');
    await waitForAnswer(first, 'Once upon a time');
    await first.close();
    ask.write(' there was a panel');
    const second = await browser.openPage('sidepanel.html');
    await waitForAnswer(second, 'Once upon a time there was a panel');
    ask.write(' that was closed.');
    await waitForAnswer(second, 'Once upon a time there was a panel that was closed.');
    expect(await findAll(second, 'button', 'Stop')).toHaveLength(1);
    ask.end();
    await waitForEnd(second);
    expect(service.asks).toHaveLength(1);
  });

  test('finishes and keeps an answer that nobody watches', async ({ browser, service }) => {
    const first = await browser.openPage('sidepanel.html');
    await askInPanel(first, 'Answer me later');
    const ask = await service.nextAsk();
    await first.close();
    ask.write('Here it is.');
    ask.end();
    const second = await browser.openPage('sidepanel.html');
    await waitForAnswer(second, 'Here it is.');
    await waitForEnd(second);
  });

  test('keeps a failed question, says why in its turn, and asks it again on Retry', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Will this work?');
    (await service.nextAsk()).respond(503, { 'retry-after': '7' }, 'The model is loading');
    await waitForText(panel, 'The server says: The model is loading');
    await waitForText(panel, 'wants to be asked again in 0:0');
    expect(await panel.$eval('.alert .button', (retry) => retry.matches(':disabled'))).toBe(true);
    await browser.endBackground();
    await panel.close();
    const reopened = await browser.openPage('sidepanel.html');
    await waitForText(reopened, 'The model is loading');
    expect((await readArticles(reopened))[0]).toBe('Will this work?');
    await reopened.waitForSelector('.alert .button:enabled');
    await find(reopened, 'button', 'Retry').click();
    const again = await service.nextAsk();
    again.write('Now it does.');
    again.end();
    await waitForAnswer(reopened, 'Now it does.');
    await waitForEnd(reopened);
    expect(await readArticles(reopened)).toEqual(['Will this work?', 'Now it does.']);
  });

  test('calls a cut answer interrupted, and a check for humans by its name', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'First');
    const cut = await service.nextAsk();
    cut.write('Half an ans');
    await waitForAnswer(panel, 'Half an ans');
    cut.cut();
    await waitForAnswer(panel, 'Interrupted');
    expect(await readText(panel, 'article', 'Assistant')).toContain('Half an ans');
    await askInPanel(panel, 'Second');
    const challenge = { 'cf-mitigated': 'challenge', 'content-type': 'text/html' };
    (await service.nextAsk()).respond(403, challenge, '<html>Just a moment…</html>');
    await waitForText(panel, 'wants to check that you are human');
    const site = await panel.$eval('a.button', (link) => link.getAttribute('href'));
    expect(site).toBe('https://chat.ai365vip.com');
    expect(await readText(panel, 'article', 'Assistant')).not.toContain('Just a moment');
  });

  test('finds earlier conversations and goes on with one after a browser restart', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    for (const [question, answer] of [
      ['Tell me about tea', 'It is a drink.'],
      ['Tell me about Đà Nẵng', 'It is a city.'],
    ] as const) {
      await find(panel, 'button', 'New chat').click();
      await askInPanel(panel, question);
      const ask = await service.nextAsk();
      ask.write(answer);
      ask.end();
      await waitForAnswer(panel, answer);
      await waitForEnd(panel);
    }
    await browser.restart();
    const reopened = await browser.openPage('sidepanel.html');
    await waitForAnswer(reopened, 'It is a city.');
    await find(reopened, 'button', 'History').click();
    await waitForText(reopened, 'Today');
    const titles = () =>
      reopened.$$eval('.conversation > span:first-child', (spans) =>
        spans.map((span) => span.textContent),
      );
    expect(await titles()).toEqual(['Tell me about Đà Nẵng', 'Tell me about tea']);
    await find(reopened, 'searchbox', 'Search history').fill('TEA');
    await expect.poll(titles).toEqual(['Tell me about tea']);
    await find(reopened, 'button', 'Tell me about tea').click();
    await waitForAnswer(reopened, 'It is a drink.');
    await askInPanel(reopened, 'Green or black?');
    const ask = await service.nextAsk();
    expect(JSON.stringify(ask.body)).toContain('Assistant: It is a drink.');
    ask.write('Both.');
    ask.end();
    await waitForAnswer(reopened, 'Both.');
    await waitForEnd(reopened);
  });

  test('marks an answer whose background died as interrupted, and never asks it again', async ({
    browser,
    service,
  }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Will you survive?');
    const ask = await service.nextAsk();
    ask.write('I think');
    await waitForAnswer(panel, 'I think');
    await waitForCheckpoint(panel, 'I think');
    await browser.endBackground();
    await waitForAnswer(panel, 'Interrupted');
    expect((await readArticles(panel))[0]).toBe('Will you survive?');
    expect(service.asks).toHaveLength(1);
    expect(await findAll(panel, 'button', 'Retry')).toHaveLength(1);
    await find(panel, 'button', 'Continue').click();
    const more = await service.nextAsk();
    expect(JSON.stringify(more.body)).toContain('Assistant: I think\\nUser: Your answer');
    more.write('so.');
    more.end();
    await waitForEnd(panel);
    expect(await readArticles(panel)).toEqual(['Will you survive?', 'I think so.']);
  });

  test('tells of a stall in the turn, where it can be stopped or asked afresh', async ({
    browser,
    service,
  }) => {
    const options = await browser.openPage('options.html');
    const limit = find(
      options,
      'spinbutton',
      'Tell me when no more text has come for this many seconds',
    );
    await limit.fill('5');
    await options.keyboard.press('Tab');
    await expect.poll(() => readSettings(options)).toMatchObject({ stallSeconds: 5 });
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Are you there?');
    const ask = await service.nextAsk();
    ask.write('Yes, but');
    await waitForAnswer(panel, 'No text for 5 seconds. Still waiting.');
    await find(panel, 'button', 'Retry').click();
    await ask.abandoned;
    const again = await service.nextAsk();
    again.write('Yes.');
    again.end();
    await waitForEnd(panel);
    expect(await readArticles(panel)).toEqual(['Are you there?', 'Yes.']);
  });
});
