import { expect, test } from 'vitest';
import { checkImport } from '../../../core/transfer/import-file.ts';
import { largest } from '../../../core/transfer/json-reader.ts';
import { fileOf, partsOf, problemOf, readAll, readFixture } from './import-bench.ts';

const nothingPresent = async () => new Set<string>();
const check = (content: string | Uint8Array) =>
  checkImport(fileOf(content, 1000), partsOf(), nothingPresent);
const header = '{"format":"aside-conversations","version":1,"conversations":[';

test.each([
  { content: '', problem: { kind: 'empty' } },
  { content: ' \n\t ', problem: { kind: 'empty' } },
  { content: 'Dear diary', problem: { kind: 'not-json', line: 1, column: 1 } },
  { content: '<!doctype html>', problem: { kind: 'not-json', line: 1, column: 1 } },
  { content: 'PK\x03\x04', problem: { kind: 'not-json', line: 1, column: 1 } },
  {
    content: '[\n  {},\n  {"ü": nix}]',
    problem: { kind: 'not-json', line: 3, column: 10, conversation: 2 },
  },
  {
    content: '[\n  {},\n  {"ü": 1,,}]',
    problem: { kind: 'not-json', line: 3, column: 11, conversation: 2 },
  },
  {
    content: '[{"a": "b"} {"a": "b"}]',
    problem: { kind: 'not-json', line: 1, column: 13, conversation: 2 },
  },
  {
    content: '[{"a": "b\nc"}]',
    problem: { kind: 'not-json', line: 1, column: 10, conversation: 1 },
  },
  {
    // The second piece that is read begins with the mark.
    content: `[{"a": "${'x'.repeat(992)}\uFEFF"} nix]`,
    problem: { kind: 'not-json', line: 1, column: 1006 },
  },
  { content: '[] []', problem: { kind: 'not-json', line: 1, column: 4 } },
  { content: '[]x', problem: { kind: 'not-json', line: 1, column: 3 } },
  { content: '[{"a": "b"},\n{"a": "b', problem: { kind: 'cut-off', line: 2, conversation: 2 } },
  { content: '[{"a": "b"},', problem: { kind: 'cut-off', line: 1 } },
  { content: '[{"a": tru', problem: { kind: 'cut-off', line: 1, conversation: 1 } },
  { content: '[', problem: { kind: 'cut-off', line: 1 } },
  { content: '42', problem: { kind: 'unknown-format' } },
  { content: '"text"', problem: { kind: 'unknown-format' } },
  { content: 'null', problem: { kind: 'unknown-format' } },
  { content: '[]', problem: { kind: 'unknown-format' } },
  { content: '{}', problem: { kind: 'unknown-format' } },
  { content: '[1, null, "text", {"id": 1}]', problem: { kind: 'unknown-format' } },
  { content: '{"conversations": [{}]}', problem: { kind: 'unknown-format' } },
  {
    content: '{"format": "aside", "version": 1, "conversations": [{}]}',
    problem: { kind: 'unknown-format' },
  },
  {
    content: '{"format": "aside-conversations", "version": "1", "conversations": [{}]}',
    problem: { kind: 'unknown-format' },
  },
  {
    content: '{"format": "aside-conversations", "version": 2, "conversations": [{}]}',
    problem: { kind: 'newer-version' },
  },
  {
    content: `[{"deep": ${'['.repeat(500)}`,
    problem: { kind: 'too-deep', line: 1, column: 209, conversation: 1 },
  },
])('$content is refused: $problem', async ({ content, problem }) => {
  expect(await problemOf(check(content))).toEqual(problem);
});

test('what is no UTF-8 is refused, with the line', async () => {
  const bytes = new TextEncoder().encode('[\n"a",\n"?"]');
  bytes[8] = 0xff;
  expect(await problemOf(check(bytes))).toEqual({ kind: 'not-text', line: 1 });
  const utf16 = Buffer.from('[{}]', 'utf16le');
  expect((await problemOf(check(utf16))).kind).toMatch(/^not-/);
});

test('a byte order mark at the start is no part of the file', async () => {
  const text = await readFixture('page-assist.json');
  expect(await readAll(fileOf(`\uFEFF${text}`))).toEqual(await readAll(fileOf(text)));
});

test('every beginning of a file is refused as cut off', async () => {
  const text = JSON.stringify(JSON.parse(await readFixture('chatgptbox-data.json')));
  for (let length = 1; length < text.length; length += 1) {
    expect((await problemOf(check(text.slice(0, length)))).kind, `${length}`).toBe('cut-off');
  }
});

test('a conversation, or a value, beyond all measure is refused before it is whole', async () => {
  const piece = new TextEncoder().encode('x'.repeat(1024 * 1024));
  let given = 0;
  const stream = () =>
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('[{"id": "')),
      pull: (controller) => {
        given += piece.length;
        controller.enqueue(piece);
      },
    });
  const reading = readAll({ size: 1, stream });
  expect(await problemOf(reading)).toEqual({
    kind: 'too-large',
    line: 1,
    conversation: 1,
  });
  expect(given).toBeLessThan(largest + 10 * piece.length);
});

test('a file that cannot be read is told', async () => {
  const stream = () =>
    new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('Gone')) });
  expect(await problemOf(readAll({ size: 1, stream }))).toEqual({ kind: 'unreadable' });
});

const turn = (id: string, more: object = {}) => ({
  id,
  askId: id,
  question: { text: 'Q' },
  model: '',
  askedAt: 1,
  answer: { text: 'A', state: 'complete' },
  ...more,
});
const own = (turns: readonly unknown[], more: object = {}) => ({
  id: 'c',
  title: 'T',
  createdAt: 1,
  updatedAt: 1,
  turns,
  ...more,
});

test.each([
  { what: 'no conversation', value: 7 },
  { what: 'an id that is no text', value: own([turn('a')], { id: 7 }) },
  { what: 'an id that is no name', value: own([turn('a')], { id: '../settings' }) },
  { what: 'an id beyond all measure', value: own([turn('a')], { id: 'x'.repeat(101) }) },
  { what: 'a turn that is none', value: own([turn('a'), null]) },
  { what: 'a turn without an answer', value: own([turn('a', { answer: undefined })]) },
  { what: 'an unknown state', value: own([turn('a', { answer: { text: '', state: 'happy' } })]) },
  { what: 'two turns of one id', value: own([turn('a'), turn('a')]) },
  { what: 'a turn after itself', value: own([turn('a', { after: 'a' })]) },
  { what: 'a turn after a later one', value: own([turn('a', { after: 'b' }), turn('b')]) },
])('a conversation of our own with $what is skipped, the next one comes in', async ({ value }) => {
  const text = `${header}${JSON.stringify(value)},${JSON.stringify(own([turn('a')]))}]}`;
  expect(await readAll(fileOf(text))).toEqual([
    { kind: 'skipped', product: 'Aside', why: 'damaged' },
    expect.objectContaining({ kind: 'conversation' }),
  ]);
});

test('what came in runs nowhere, and no button of it leads where its maker wants', async () => {
  const states = [
    { state: 'running' },
    { state: 'waiting' },
    { state: 'queued' },
    { state: 'failed', error: { kind: 'no-permission', host: 'a', origin: 'https://*/*' } },
    { state: 'failed', error: { kind: 'human-check', url: 'https://evil.example/' } },
    { state: 'failed', error: { kind: 'redirected', url: 'https://evil.example/' } },
  ];
  const turns = states.map((state, index) =>
    turn(`t${index}`, { answer: { text: 'A', ...state } }),
  );
  const [item] = await readAll(fileOf(`${header}${JSON.stringify(own(turns))}]}`));
  const answers = item?.kind === 'conversation' ? item.conversation.turns : [];
  expect(answers.map(({ answer }) => answer)).toEqual(
    states.map(() => ({ text: 'A', state: 'interrupted' })),
  );
});

test('hostile trees of messages end, and none is read twice', async () => {
  const message = (id: string, parent: string | null, role = 'assistant') => ({
    id,
    parentId: parent,
    role,
    content: id,
  });
  const open = (messages: object, currentId = '') =>
    JSON.stringify([{ id: 'x', title: '', chat: { history: { messages, currentId } } }]);
  const circle = { a: message('a', 'b'), b: message('b', 'a'), c: message('c', null, 'user') };
  expect(await readAll(fileOf(open(circle, 'a')))).toMatchObject([{ leftOut: 2 }]);

  const own = { a: message('a', 'a', 'user') };
  expect(await readAll(fileOf(open(own)))).toEqual([
    { kind: 'skipped', product: 'Open WebUI', why: 'damaged' },
  ]);

  const proto = `[{"id":"__proto__","title":"","chat":{"history":{"messages":{"__proto__":{"parentId":null,"role":"user","content":"Hi"},"constructor":{"parentId":"__proto__","role":"assistant","content":"Ho"}},"currentId":"constructor"}}}]`;
  expect(await readAll(fileOf(proto))).toMatchObject([
    { conversation: { id: 'open-webui-__proto__', turns: [{ answer: { text: 'Ho' } }] } },
  ]);

  const twice = Array.from({ length: 60 }, (_, index) => {
    const role = index % 2 === 0 ? 'user' : 'assistant';
    const parentId = index === 0 ? null : `m${Math.floor((index - 1) / 2)}`;
    return { id: `m${Math.floor(index / 2)}`, role, content: 'x', parentId };
  });
  const list = JSON.stringify([{ id: 'x', chat: { messages: twice } }]);
  expect(await readAll(fileOf(list))).toHaveLength(1);
});

test('a message that 300,000 others follow is read', async () => {
  const messages = ['{"id":"q","role":"user","content":"Q","parentId":null}'];
  for (let index = 0; index < 300_000; index += 1) {
    messages.push(`{"id":"${index}","role":"assistant","content":"A","parentId":"q"}`);
  }
  const [item] = await readAll(fileOf(`[{"id":"x","chat":{"messages":[${messages}]}}]`));
  expect(item).toMatchObject({ kind: 'conversation', messages: 300_001 });
});

test('a chain of answers with a question at each is no more text than its limit', async () => {
  const messages: Record<string, object> = {
    q: { parentId: null, role: 'user', content: 'Q' },
  };
  for (let index = 0; index < 3000; index += 1) {
    const parentId = index === 0 ? 'q' : `a${index - 1}`;
    messages[`a${index}`] = { parentId, role: 'assistant', content: 'x'.repeat(1000) };
    messages[`u${index}`] = { parentId: `a${index}`, role: 'user', content: 'x' };
  }
  const text = JSON.stringify([{ id: 'x', chat: { history: { messages } } }]);
  expect(await readAll(fileOf(text))).toEqual([
    { kind: 'skipped', product: 'Open WebUI', why: 'too-large' },
  ]);
});
