import { describe, expect } from 'vitest';
import { eachBrowser } from './harness/test.ts';
import { startCountingServer } from './hostile/counting-server.ts';

/** Runs in a page: tries to reach a host in every way, and notes on the page what is refused. */
function tryToReach(host: string): void {
  const refused = new Set<string>();
  Object.assign(globalThis, { refused });
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    const way = new URL(blockedURI).pathname.slice(1);
    refused.add(`${effectiveDirective.replace('-elem', '')} ${way}`.trim());
  });
  const address = (way: string) => `http://${host}/${way}`;
  const add = (name: string, attributes: Readonly<Record<string, string>>) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return document.body.appendChild(element);
  };
  const ways: readonly (() => unknown)[] = [
    () => fetch(address('fetch'), { mode: 'no-cors' }),
    () => navigator.sendBeacon(address('beacon'), 'secret'),
    () => new WebSocket(`ws://${host}/socket`),
    () => new EventSource(address('events')),
    () => new FontFace('away', `url(${address('font')})`).load(),
    () => {
      const request = new XMLHttpRequest();
      request.open('GET', address('request'));
      request.send();
    },
    () => add('img', { src: address('image') }),
    () => add('script', { src: address('script') }),
    () => add('script', { type: 'module', src: address('module') }),
    () => add('link', { rel: 'stylesheet', href: address('style') }),
    () => add('video', { src: address('video') }),
    () => add('object', { data: address('object') }),
    () => add('iframe', { src: address('frame') }),
    () => {
      add('iframe', { name: 'of-form' });
      const form = add('form', { method: 'post', action: address('form'), target: 'of-form' });
      if (form instanceof HTMLFormElement) form.submit();
    },
  ];
  for (const way of ways) {
    // Some say at once that they are refused, some later.
    new Promise((resolve) => resolve(way())).catch(() => {});
  }
}

const roads = [
  ...['beacon', 'events', 'fetch', 'font', 'form', 'frame', 'image', 'module', 'object'],
  ...['request', 'script', 'socket', 'style', 'video'],
];
const refusals = [
  ...['beacon', 'events', 'fetch', 'request', 'socket'].map((way) => `connect-src ${way}`),
  ...['font-src font', 'form-action form', 'frame-src', 'img-src image', 'media-src video'],
  ...['object-src', 'script-src module', 'script-src script', 'style-src style'],
];

describe.each(eachBrowser)('in $kind', ({ test }) => {
  test('no view reaches the network, whatever runs in it', async ({ browser, site }) => {
    const server = await startCountingServer();
    // From a page of the web each way leads there.
    const control = await browser.openAddress(site.add('/', '<p>Here'));
    await control.evaluate(tryToReach, server.host);
    const reached = () => [...new Set(server.requests)].map((path) => path.slice(1)).toSorted();
    await expect.poll(reached).toEqual(roads);
    await control.close();
    const { connections } = server;

    for (const name of ['sidepanel.html', 'popup.html', 'options.html']) {
      const view = await browser.openPage(name);
      await view.evaluate(tryToReach, server.host);
      const refused = () => view.evaluate('[...refused].sort()');
      await expect.poll(refused, { message: name }).toEqual(refusals);
    }
    expect(server.connections).toBe(connections);
  });
  test('no page of the web gets at a page or a file of ours', async ({ browser, site }) => {
    const { origin, puppeteer } = browser;
    const other = site.add('/other', '<p id="app">Elsewhere');
    const page = await browser.openAddress(site.add('/', '<p>Here'));
    expect(await page.evaluate(tryToLoad, origin, other)).toEqual({
      fetch: 'refused',
      image: 'error',
      object: 'error',
      script: 'error',
      otherFrame: 'load',
    });
    // The frame of another page is there, so ours would be.
    const apps = await Promise.all(
      page.frames().map((frame) => frame.evaluate(() => document.getElementById('app') !== null)),
    );
    expect(apps.filter(Boolean)).toHaveLength(1);
    const tabs = await puppeteer.pages();
    expect(tabs.filter((tab) => tab.url().startsWith(origin))).toEqual([]);
  });
});

/** Runs in a page of the web: tries to load what is in the extension. */
async function tryToLoad(origin: string, other: string): Promise<object> {
  const add = (name: string, attributes: Readonly<Record<string, string>>) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    document.body.append(element);
    return new Promise((resolve) => {
      for (const type of ['load', 'error']) element.addEventListener(type, () => resolve(type));
    });
  };
  for (const name of ['sidepanel', 'popup', 'options']) {
    add('iframe', { src: `${origin}/${name}.html` });
    try {
      open(`${origin}/${name}.html`);
    } catch {
      // As Firefox says that it may not.
    }
  }
  return {
    fetch: await fetch(`${origin}/sidepanel.html`).catch(() => 'refused'),
    image: await add('img', { src: `${origin}/icon/16.png` }),
    object: await add('object', { data: `${origin}/popup.html` }),
    script: await add('script', { src: `${origin}/card.js` }),
    otherFrame: await add('iframe', { src: other }),
  };
}
