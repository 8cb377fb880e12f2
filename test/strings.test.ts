import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import messages from '../public/_locales/en/messages.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = ['core', 'platform', 'state', 'components', 'entrypoints']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => read(join(folder, name))),
  )
  .concat(read('wxt.config.ts'))
  .join('\n');

/** Names that are put together: `menu_${action}` uses every name that begins with "menu_". */
const composed = [...sources.matchAll(/`(\w+_)\$\{\w+(?:\.\w+)*\}(\w*)`/g)].map(
  ([, start = '', end = '']) => new RegExp(`^${start}\\w+${end}$`),
);

test.each(Object.keys(messages))('the string %s is used', (key) => {
  const named = [`'${key}'`, `"${key}"`, `__MSG_${key}__`].some((name) => sources.includes(name));
  expect(named || composed.some((name) => name.test(key))).toBe(true);
});

test.each(Object.entries(messages))('the placeholders of %s are the ones it names', (_, entry) => {
  const named = [...entry.message.matchAll(/\$([A-Z]+)\$/g)].map(([, name = '']) =>
    name.toLowerCase(),
  );
  expect(Object.keys('placeholders' in entry ? entry.placeholders : {}).toSorted()).toEqual(
    [...new Set(named)].toSorted(),
  );
});

// The browser knows no plurals: "Conversations: 1", not "1 conversations".
test.each(Object.entries(messages))(
  'the words of %s are right for one and for many',
  (_, entry) => {
    expect(entry.message).not.toMatch(/\$(?:COUNT|MESSAGES|DONE|INDEXED|TOTAL)\$ (?!of \$)\p{L}/u);
  },
);

const placeholdersOf = (message: string) =>
  [...message.matchAll(/\$[A-Z]+\$/g)].map(([name]) => name).toSorted();

const translations = readdirSync(join(root, 'public/_locales')).filter((name) => name !== 'en');

test.each(translations)('the locale %s has every string with its placeholders', (locale) => {
  const translated: Record<string, typeof messages.exportDone> = JSON.parse(
    read(`public/_locales/${locale}/messages.json`),
  );
  expect(Object.keys(translated)).toEqual(Object.keys(messages));
  for (const [key, { message, ...rest }] of Object.entries(messages)) {
    const { message: words = '', ...placeholders } = translated[key] ?? {};
    expect(words.trim(), key).not.toBe('');
    expect(placeholdersOf(words), key).toEqual(placeholdersOf(message));
    expect(placeholders, key).toEqual(rest);
  }
});

const pages = ['sidepanel', 'popup', 'options'];

test.each(pages)('the page %s cannot reach the network', (page) => {
  const html = read(`entrypoints/${page}/index.html`);
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1];
  expect(policy?.split('; ')).toEqual(
    expect.arrayContaining(["connect-src 'none'", "img-src 'self' data: blob:"]),
  );
  expect(html).toContain('http-equiv="x-dns-prefetch-control" content="off"');
});
