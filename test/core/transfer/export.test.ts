import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conversation, Turn } from '../../../core/conversation.ts';
import type { AskError } from '../../../core/errors.ts';
import type { Translate } from '../../../core/strings.ts';
import type { ExportFormat, ExportWatch } from '../../../core/transfer/export-all.ts';
import { exportAll, exportConversations, exportThese } from '../../../core/transfer/export-all.ts';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { createHistory } from '../../doubles/history.ts';
import { createMemoryStore, type MemoryStore } from '../../doubles/memory-store.ts';
import { conversationOf, runningTurnOf, turnOf } from '../examples.ts';
import { fileOf, now, readAll } from './import-bench.ts';

const schemaPath = join(import.meta.dirname, '../../../docs/export-format.schema.json');
const validate = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync(schemaPath, 'utf8')),
);
const translate: Translate = (key, ...rest) => [messages[key].message, ...rest].join(' ');

/** A file as the user gets it. */
function createSink() {
  const file = { name: '', parts: [] as string[], text: () => file.parts.join('') };
  return {
    file,
    write: (text: string) => void file.parts.push(text),
    save: (name: string) => {
      file.name = name;
    },
  };
}

const watch = (more: Partial<ExportWatch> = {}): ExportWatch => ({
  signal: new AbortController().signal,
  pause: async () => {},
  onProgress: () => {},
  ...more,
});

async function exportFrom(store: MemoryStore, format: ExportFormat, more?: Partial<ExportWatch>) {
  const sink = createSink();
  const parts = { store, translate, now: () => now };
  const outcome = await exportAll(parts, format, sink, watch(more));
  return { outcome, ...sink.file, text: sink.file.text() };
}

async function storeOf(conversations: readonly Conversation[]) {
  const store = createMemoryStore();
  const history = createHistory(store);
  for (const conversation of conversations) await history.keep(conversation);
  return store;
}

const branched: Conversation = {
  ...conversationOf([], 'branched'),
  turns: [
    turnOf('a', { text: 'First' }),
    { ...turnOf('b', { text: '# Heading\n\n```js\nlet a;\n```' }), after: 'a', model: 'gpt-4o' },
    { ...turnOf('old', { text: 'Not shown' }), after: 'a' },
    {
      ...turnOf('c', { text: 'Half', state: 'stopped' }),
      after: 'b',
      question: { text: '', quote: 'Line one\nline two', action: 'explain' },
    },
  ],
  title: 'Blues &\n greens',
  renamed: true,
  pinned: true,
  tags: ['colour', 'paint'],
  head: 'c',
};

test('Markdown shows the branch on screen: questions with their quotes, answers as they are', async () => {
  const { text, name } = await exportFrom(await storeOf([branched]), 'markdown');
  expect(name).toBe('aside-conversations-2026-01-01.md');
  expect(text).toBe(`# Blues & greens

## You

*2023-11-14 22:13 UTC*

Question a

## Assistant

First

## You

*2023-11-14 22:13 UTC*

Question b

## Assistant (gpt-4o)

# Heading

\`\`\`js
let a;
\`\`\`

## You

*2023-11-14 22:13 UTC*

> Line one
> line two

Explain

## Assistant

Half

*The answer was stopped.*
`);
});

test.each(['\n', '\r\n', '\r'])(
  'a quote with the line end %j is one quote in Markdown',
  (lineEnd) => {
    const question = { text: 'Why?', quote: ['one', '', 'two'].join(lineEnd) };
    const quoted = { ...conversationOf([{ ...turnOf('a'), question }], 'quoted'), head: 'a' };
    const sink = createSink();
    exportConversations({ translate, now: () => now }, [quoted], 'markdown', sink);
    expect(sink.file.text()).toContain('\n\n> one\n> \n> two\n\nWhy?\n\n');
  },
);

test('Markdown of several conversations is one file, newest first', async () => {
  const older = { ...conversationOf([turnOf('a')], 'older'), title: 'Older', head: 'a' };
  const newer = { ...conversationOf([turnOf('a')], 'newer'), title: '', head: 'a', updatedAt: 9 };
  const { text } = await exportFrom(await storeOf([older, newer]), 'markdown');
  expect(text.match(/^# .*|^---$/gm)).toEqual(['# Untitled', '---', '# Older']);
});

const failed: AskError = {
  kind: 'http',
  host: 'chat.example',
  status: 503,
  detail: 'Busy',
  retryAt: 12,
};

test('what runs is exported with what there is, and every export is of the schema', async () => {
  const store = await storeOf([
    branched,
    conversationOf([turnOf('x', { state: 'failed', error: failed, omitted: 2 })], 'failed'),
  ]);
  const history = createHistory(store);
  const running = conversationOf([runningTurnOf('r', 'Begun ')], 'running');
  await history.begin({ ...running, head: 'r' }, 'r');
  await history.checkpoint('r', 0, 'and ');
  await history.checkpoint('r', 1, 'going');
  const waiting = turnOf('w', { text: '', state: 'waiting', earlier: 'Before' });
  await history.keep(conversationOf([waiting], 'waiting'));
  const { text, outcome, name } = await exportFrom(store, 'json');
  expect(outcome).toEqual({ exported: 4, unreadable: 0 });
  expect(name).toBe('aside-conversations-2026-01-01.json');
  const exported = JSON.parse(text);
  expect(validate(exported), JSON.stringify(validate.errors)).toBe(true);
  const answers = exported.conversations.flatMap(({ turns }: { turns: Turn[] }) =>
    turns.map(({ answer }) => answer),
  );
  expect(answers).toContainEqual({ text: 'Begun and going', state: 'running' });
  expect(answers).toContainEqual({ text: 'Before', state: 'waiting' });
  expect(answers).toContainEqual({ text: 'Not shown', state: 'complete' });
  expect((await exportFrom(store, 'markdown')).text).toContain(
    'Begun and going\n\n*This answer was still running.*',
  );
});

test('an empty history is an export of the schema, too', async () => {
  const { text } = await exportFrom(createMemoryStore(), 'json');
  expect(validate(JSON.parse(text))).toBe(true);
  expect(await readAll(fileOf(text))).toEqual([]);
});

test.each([
  { format: 'other' },
  { version: 2 },
  { exportedAt: 'yesterday' },
  { conversations: [{ id: 'c' }] },
  { settings: {} },
])('the schema refuses what is not of it: %j', async (wrong) => {
  const { text } = await exportFrom(await storeOf([branched]), 'json');
  expect(validate({ ...JSON.parse(text), ...wrong })).toBe(false);
});

test('one conversation is a file by its title, whichever way it is named', async () => {
  const store = await storeOf([branched]);
  const parts = { store, translate, now: () => now };
  const [one, other] = [createSink(), createSink()];
  await exportThese(parts, ['branched'], 'json', one);
  exportConversations(parts, [branched], 'json', other);
  expect(one.file.name).toBe('Blues greens.json');
  expect(one.file.text()).toBe(other.file.text());
  expect(validate(JSON.parse(one.file.text()))).toBe(true);
  for (const [title, name] of [
    ['../../etc/passwd', 'etc passwd.md'],
    ['Đẹp quá! 日本語 🌱', 'Đẹp quá 日本語.md'],
    ['???', 'aside-conversation.md'],
    ['x'.repeat(200), `${'x'.repeat(60)}.md`],
  ]) {
    exportConversations(parts, [{ ...branched, title: title! }], 'markdown', other);
    expect(other.file.name).toBe(name);
  }
  await expect(exportThese(parts, ['gone'], 'json', one)).rejects.toThrow('cannot be read');
});

test('several conversations are one file, by the day of their export', async () => {
  const other = { ...branched, id: 'other', title: 'Another' };
  const store = await storeOf([branched, other]);
  const parts = { store, translate, now: () => now };
  const sink = createSink();
  await exportThese(parts, ['branched', 'other'], 'json', sink);
  expect(sink.file.name).toMatch(/^aside-conversations-\d{4}-\d\d-\d\d\.json$/);
  const exported = JSON.parse(sink.file.text());
  expect(validate(exported)).toBe(true);
  expect(exported.conversations).toHaveLength(2);
});

test('nothing but conversations is in an export, and of a conversation only what the format names', async () => {
  const store = await storeOf([branched]);
  store.plant('settings', { version: 1, systemPrompt: 'SECRET', apiKey: 'SECRET' });
  const record = JSON.parse(store.contents()['conversation:branched']!);
  const conversation = { ...record.conversation, key: 'SECRET' };
  conversation.turns[0].headers = 'SECRET';
  conversation.turns[0].answer.token = 'SECRET';
  conversation.turns[0].question.cookie = 'SECRET';
  store.plant('conversation:branched', { ...record, conversation });
  for (const format of ['json', 'markdown'] as const) {
    const { text, outcome } = await exportFrom(store, format);
    expect(outcome.exported).toBe(1);
    expect(text).not.toContain('SECRET');
  }
});

test('what cannot be read is counted; what a damaged list lacks is exported all the same', async () => {
  const all = Array.from({ length: 30 }, (_, index) => conversationOf([turnOf('a')], `c${index}`));
  const store = await storeOf(all);
  store.plant('conversation:c7', 'damaged');
  store.plant('conversation:c8', { version: 99 });
  store.plant('history:page:0', null);
  const { outcome, text } = await exportFrom(store, 'json');
  expect(outcome).toEqual({ exported: 28, unreadable: 2 });
  expect(JSON.parse(text).conversations).toHaveLength(28);
});

test('what moves to the newest page while the list is read is exported, and once', async () => {
  const all = Array.from({ length: 120 }, (_, index) => ({
    ...conversationOf([turnOf('a')], `c${index}`),
    updatedAt: index + 1,
  }));
  const store = await storeOf(all);
  const history = createHistory(store);
  let moved = false;
  const whileItMoves = async (keys: readonly string[]) => {
    if (!moved && keys.includes('history:page:0')) {
      moved = true;
      await history.keep({ ...all[3]!, updatedAt: 1000 });
    }
    return store.get(keys);
  };
  const { outcome, text } = await exportFrom({ ...store, get: whileItMoves }, 'json');
  expect([moved, outcome]).toEqual([true, { exported: 120, unreadable: 0 }]);
  const ids = JSON.parse(text).conversations.map(({ id }: Conversation) => id);
  expect(new Set(ids)).toEqual(new Set(all.map(({ id }) => id)));
});

test.each([false, true])(
  'what is deleted is not exported while it can be brought back; damaged list: %j',
  async (damaged) => {
    const all = ['c0', 'c1', 'c2'].map((id) => conversationOf([turnOf('a')], id));
    const store = await storeOf(all);
    await createHistory(store).remove(['c1'], now);
    if (damaged) store.plant('history:page:0', null);
    const { text } = await exportFrom(store, 'json');
    const ids = JSON.parse(text).conversations.map(({ id }: Conversation) => id);
    expect(ids.toSorted()).toEqual(['c0', 'c2']);
    store.plant('history:deleted', { version: 1, deleted: [], everything: true });
    expect((await exportFrom(store, 'json')).outcome.exported).toBe(0);
  },
);

test('a large history is read and written a slice at a time, and can be cancelled', async () => {
  const store = await storeOf(
    Array.from({ length: 410 }, (_, index) => conversationOf([turnOf('a')], `c${index}`)),
  );
  const { text, parts } = await exportFrom(store, 'json');
  expect(JSON.parse(text).conversations).toHaveLength(410);
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(text.length / 15);
  const read = store.calls.filter(({ keys }) => keys[0]?.startsWith('conversation:'));
  expect(Math.max(...read.map(({ keys }) => keys.length))).toBeLessThanOrEqual(20);

  const controller = new AbortController();
  let told = 0;
  const sink = createSink();
  const onProgress = (done: number, total: number) => {
    told += 1;
    expect(total).toBe(410);
    if (done >= 100) controller.abort(new Error('Cancelled'));
  };
  await expect(
    exportAll(
      { store, translate, now: () => now },
      'json',
      sink,
      watch({ signal: controller.signal, onProgress }),
    ),
  ).rejects.toThrow('Cancelled');
  expect(told).toBe(6);
  expect(sink.file.name).toBe('');
});

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.lorem());
const anyId = fc.stringMatching(/^[\w-]{1,100}$/);
const anyTime = fc.integer({ min: 1e11, max: now });
const anyEnding = fc.oneof(
  fc.constantFrom({ state: 'complete' as const }, { state: 'stopped' as const }),
  fc.constant({ state: 'interrupted' as const }),
  fc.constant({ state: 'failed' as const, error: { kind: 'offline' } as const }),
  fc
    .record({ host: anyText, status: fc.nat(), detail: anyText })
    .map((fields) => ({ state: 'failed' as const, error: { kind: 'http' as const, ...fields } })),
);
const anyTurn = fc.record({
  askId: anyId,
  question: fc.record(
    {
      text: anyText,
      quote: anyText,
      action: fc.constantFrom('ask' as const, 'translate' as const),
      language: anyText,
    },
    { requiredKeys: ['text'] },
  ),
  model: anyText,
  askedAt: anyTime,
  answer: fc
    .tuple(anyText, anyEnding, fc.option(fc.nat(), { nil: undefined }))
    .map(([text, ending, omitted]) => ({
      text,
      ...ending,
      ...(omitted === undefined ? {} : { omitted }),
    })),
  place: fc.nat(),
});
const anyConversation: fc.Arbitrary<Conversation> = fc
  .record({
    id: anyId,
    title: anyText,
    createdAt: anyTime,
    updatedAt: anyTime,
    ids: fc.uniqueArray(anyId, { minLength: 1, maxLength: 8 }),
    turns: fc.array(anyTurn, { minLength: 8, maxLength: 8 }),
    head: fc.nat(),
  })
  .map(({ ids, turns, head, ...rest }) => ({
    ...rest,
    turns: ids.map((id, index) => {
      const { place, ...fields } = turns[index]!;
      const after = place % (index + 1);
      return { id, ...fields, ...(after === 0 ? {} : { after: ids[after - 1]! }) };
    }),
    head: ids[head % ids.length]!,
  }));

test('a byte order mark is a letter like any other, wherever it is written or escaped', async () => {
  const mark = '\ufeff';
  const text = `${mark}${'words '.repeat(20_000)}ü${mark}${mark}\n${'é'.repeat(70_000)}${mark}`;
  const conversation: Conversation = {
    ...conversationOf([turnOf('a', { text })], 'marked'),
    title: mark,
    head: 'a',
  };
  const { text: written } = await exportFrom(await storeOf([conversation]), 'json');
  for (const file of [written, mark + written.replaceAll(mark, '\\ufeff')]) {
    for (const chunk of [7, 4096]) {
      const [item] = await readAll(fileOf(file, chunk));
      if (item?.kind !== 'conversation') throw new Error('There is no conversation');
      expect(item.conversation.title).toBe(mark);
      expect(item.conversation.turns[0]?.answer.text === text).toBe(true);
    }
  }
});

test('whatever is exported comes back equal, and is of the schema', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(anyConversation, { selector: ({ id }) => id, maxLength: 5 }),
      fc.integer({ min: 1, max: 2000 }),
      async (conversations, chunk) => {
        const { text } = await exportFrom(await storeOf(conversations), 'json');
        expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
        const items = await readAll(fileOf(text, chunk));
        const read = items.map((item) => item.kind === 'conversation' && item.conversation);
        expect(new Set(read)).toEqual(new Set(conversations));
      },
    ),
    { numRuns: 100 },
  );
});
