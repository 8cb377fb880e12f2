import { expect } from 'vitest';
import { find } from './harness/find.ts';
import { chromiumTest } from './harness/test.ts';

// In Firefox no script of a test runs in the panel before the panel's own.
chromiumTest(
  'what is typed before the panel’s scripts have come is kept',
  async ({ browser, service }) => {
    const panel = await browser.puppeteer.newPage();
    await panel.evaluateOnNewDocument(() => {
      const observer = new MutationObserver(() => {
        const textbox = document.querySelector('textarea');
        // The log is the scripts' work.
        if (!textbox || document.querySelector('[role="log"]')) return;
        observer.disconnect();
        textbox.value = 'Typed early';
        Object.assign(globalThis, { early: textbox });
      });
      observer.observe(document, { subtree: true, childList: true });
    });
    await panel.goto(`${browser.origin}/sidepanel.html`);
    const textbox = await find(panel, 'textbox', 'Message').waitHandle();
    const state = await textbox.evaluate((element) => ({
      value: element instanceof HTMLTextAreaElement && element.value,
      isSame: element === Reflect.get(globalThis, 'early'),
      hasFocus: element === document.activeElement,
    }));
    expect(state).toEqual({ value: 'Typed early', isSame: true, hasFocus: true });
    await panel.keyboard.type(' and late');
    await find(panel, 'button', 'Send').click();
    const ask = await service.nextAsk();
    expect(JSON.stringify(ask.body)).toContain('Typed early and late');
    ask.end();
  },
);
