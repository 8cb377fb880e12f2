import { describe, expect } from 'vitest';
import { chooseOption, find, findAll, readText } from './harness/find.ts';
import { focusedName, waitForFocus } from './harness/keyboard.ts';
import { answerNext, askInPanel, waitForAnswer, waitForEnd } from './harness/panel.ts';
import { chooseInItem, listed, openHistory, seedHistory } from './harness/seeded-history.ts';
import { eachBrowser } from './harness/test.ts';

const seeded = { 'Red skies': 0, 'Blue seas': 1, 'Green hills': 3 };

describe.each(eachBrowser)('the list of conversations in $kind', ({ test }) => {
  test('a title that the user gives stays, over later questions and a restart', async ({
    browser,
    service,
  }) => {
    await seedHistory(browser, seeded);
    const panel = await openHistory(browser);
    await chooseInItem(panel, 'Blue seas', 'Rename');
    await find(panel, 'textbox', 'Title').fill('My seas');
    await panel.keyboard.press('Enter');
    await expect.poll(() => listed(panel)).toContain('My seas');
    await find(panel, 'button', 'My seas').click();
    await waitForAnswer(panel, 'Secret text of Blue seas.');
    await askInPanel(panel, 'And the lakes?');
    const ask = await service.nextAsk();
    ask.write('Blue too.');
    ask.end();
    await waitForEnd(panel);
    await expect.poll(() => readText(panel, 'heading', 'My seas')).toBe('My seas');
    await browser.restart();
    const later = await openHistory(browser);
    await expect
      .poll(() => listed(later))
      .toEqual(['# Today', 'My seas', 'Red skies', '# Previous 7 days', 'Green hills']);

    await chooseInItem(later, 'My seas', 'Rename');
    await find(later, 'textbox', 'Title').fill('Thrown away');
    await later.keyboard.press('Escape');
    await chooseInItem(later, 'Red skies', 'Rename');
    await find(later, 'textbox', 'Title').fill('Left');
    await find(later, 'searchbox', 'Search history').click();
    await expect.poll(() => listed(later)).toContain('Left');
    expect(await listed(later)).toContain('My seas');
    await chooseInItem(later, 'My seas', 'Rename');
    await find(later, 'textbox', 'Title').fill(' ');
    await later.keyboard.press('Enter');
    await expect.poll(() => listed(later)).toContain('Blue seas');
    expect(await browser.readErrors()).toEqual([]);
  });

  test('what is pinned stands first, also after a restart, and tags narrow the list', async ({
    browser,
  }) => {
    await seedHistory(browser, seeded);
    const panel = await openHistory(browser);
    await chooseInItem(panel, 'Green hills', 'Pin');
    const pinned = ['# Pinned', 'Green hills', '# Today', 'Red skies', '# Yesterday', 'Blue seas'];
    await expect.poll(() => listed(panel)).toEqual(pinned);
    await expect.poll(() => focusedName(panel)).toBe('Green hills');
    await chooseInItem(panel, 'Blue seas', 'Tags');
    for (const tag of ['water', 'work']) {
      await find(panel, 'combobox', 'Add tag').fill(tag);
      await panel.keyboard.press('Enter');
      await find(panel, 'button', `Remove tag ${tag}`).wait();
    }
    await find(panel, 'button', 'Remove tag work').click();
    await expect.poll(() => findAll(panel, 'button', 'Remove tag work')).toEqual([]);
    await find(panel, 'button', 'Done').click();
    await expect.poll(() => focusedName(panel)).toBe('Blue seas');
    await browser.restart();
    const later = await openHistory(browser);
    await expect.poll(() => listed(later)).toEqual(pinned);
    const tags = await find(later, 'combobox', 'Tag').waitHandle();
    expect(await tags.evaluate((select) => select.textContent)).toBe('All tagswater');
    await chooseOption(later, 'select[aria-label="Tag"]', 'water');
    await expect.poll(() => listed(later)).toEqual(['# Yesterday', 'Blue seas']);
    await chooseOption(later, 'select[aria-label="Tag"]', '');
    await expect.poll(() => listed(later)).toEqual(pinned);
    await chooseInItem(later, 'Green hills', 'Unpin');
    await expect
      .poll(() => listed(later))
      .toEqual([
        '# Today',
        'Red skies',
        '# Yesterday',
        'Blue seas',
        '# Previous 7 days',
        'Green hills',
      ]);
  });

  test('everything is done by the keyboard alone, and the focus goes where one expects it', async ({
    browser,
  }) => {
    await seedHistory(browser, seeded);
    const panel = await openHistory(browser);
    await expect.poll(() => listed(panel)).toContain('Green hills');
    const press = (...keys: Parameters<typeof panel.keyboard.press>[0][]) =>
      keys.reduce((before, key) => before.then(() => panel.keyboard.press(key)), Promise.resolve());
    await waitForFocus(panel, 'Search history');
    await press('Tab', 'Tab');
    await expect.poll(() => focusedName(panel)).toBe('Red skies');
    await press('ArrowDown');
    await expect.poll(() => focusedName(panel)).toBe('Blue seas');
    await press('End');
    await expect.poll(() => focusedName(panel)).toBe('Green hills');
    await press('ArrowUp', 'F2');
    await find(panel, 'textbox', 'Title').fill('My seas');
    await press('Enter');
    await expect.poll(() => focusedName(panel)).toBe('My seas');

    await press('Tab');
    await expect.poll(() => focusedName(panel)).toBe('More');
    await press('Enter');
    await find(panel, 'menuitem', 'Rename').wait();
    await press('Escape');
    await expect.poll(() => focusedName(panel)).toBe('More');
    await press('Enter');
    await find(panel, 'menuitem', 'Rename').wait();
    await press('ArrowDown', 'Enter');
    await expect.poll(() => listed(panel)).toContain('# Pinned');
    await expect.poll(() => focusedName(panel)).toBe('My seas');

    await press('ArrowDown');
    await expect.poll(() => focusedName(panel)).toBe('Red skies');
    await press('Delete');
    await expect.poll(() => focusedName(panel)).toBe('Green hills');
    await expect.poll(() => listed(panel)).not.toContain('Red skies');
    await press('Delete');
    await expect.poll(() => focusedName(panel)).toBe('My seas');
    await press('Enter');
    await waitForAnswer(panel, 'Secret text of Blue seas.');
  });

  test('a title is the first sentence of the question, cut between words, and no model is asked for it', async ({
    browser,
    service,
  }) => {
    let panel = await browser.openPage('sidepanel.html');
    for (const question of [
      'Thời tiết ở Hà Nội ngày mai thế nào? Có mưa không?',
      'Explain the difference between a process and a thread to somebody who has never programmed',
    ]) {
      await find(panel, 'button', 'New chat').click();
      await askInPanel(panel, question);
      await answerNext(panel, service, 'Gladly.');
    }
    await browser.restart();
    panel = await openHistory(browser);
    await expect
      .poll(() => listed(panel))
      .toEqual([
        '# Today',
        'Explain the difference between a process and a thread to…',
        'Thời tiết ở Hà Nội ngày mai thế nào?',
      ]);
    expect(service.asks).toHaveLength(2);
  });

  test('what is older stands below its month', async ({ browser }) => {
    await seedHistory(browser, { 'Red skies': 0, 'Grey rocks': 60, Old: 500 });
    const panel = await openHistory(browser);
    const month = (daysAgo: number) =>
      panel.evaluate(
        (at) => new Date(at).toLocaleString(undefined, { month: 'long', year: 'numeric' }),
        Date.now() - daysAgo * 86_400_000,
      );
    await expect
      .poll(() => listed(panel))
      .toEqual([
        '# Today',
        'Red skies',
        `# ${await month(60)}`,
        'Grey rocks',
        `# ${await month(500)}`,
        'Old',
      ]);
  });

  test('an answer that runs is marked in the list until it ends', async ({ browser, service }) => {
    const panel = await browser.openPage('sidepanel.html');
    await askInPanel(panel, 'Why is the sky blue?');
    const ask = await service.nextAsk();
    ask.write('Air scatters');
    await waitForAnswer(panel, 'Air scatters');
    const list = await openHistory(browser);
    const marks = () => list.$$eval('.running', (all) => all.map((each) => each.textContent));
    await expect.poll(marks).toEqual(['An answer is running']);
    ask.end();
    await expect.poll(marks).toEqual([]);
    await panel.bringToFront();
    await askInPanel(panel, 'And at sunset?');
    const second = await service.nextAsk();
    await list.bringToFront();
    await expect.poll(marks).toEqual(['An answer is running']);
    second.write('Red.');
    second.end();
    await expect.poll(marks).toEqual([]);
  });
});
