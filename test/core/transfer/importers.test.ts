import { expect, test } from 'vitest';
import { isConversation } from '../../../core/conversation-guards.ts';
import { exportHead, exportJson, exportTail } from '../../../core/transfer/export-format.ts';
import { conversationOf, turnOf } from '../examples.ts';
import { conversationsIn, fileOf, now, outline, readAll, readFixture } from './import-bench.ts';

test('ChatGPT: branches and versions, what was stopped, files by their names', async () => {
  const [cobalt, tea] = await conversationsIn('chatgpt.json');
  expect(cobalt).toMatchObject({
    id: 'chatgpt-6b1f0c1e-5a52-4c9e-9d2a-0d6b8f7e4a11',
    title: 'Cobalt and its blues',
    createdAt: 1716200000250,
    updatedAt: 1716203600500,
  });
  expect(outline(cobalt!)).toEqual([
    '1< Which blues come from cobalt? | Smalt and cobalt | stopped gpt-4',
    '2< Which blues come from cobalt? | Smalt, cobalt blue and cerulean. | complete gpt-4o',
    '3<2 Which one is oldest? |  | interrupted ',
    '*4<2 [Image: file-Glaze001]\n\nWhich one is on this bowl?\n\n[File: notes old .pdf] | That is smalt: đẹp quá! 🌱 | complete o3',
  ]);
  expect(cobalt!.turns.map(({ askedAt }) => askedAt)).toEqual([
    1716200001500, 1716200064000, 1716203000000, 1716203300000,
  ]);
  expect(tea?.title).toBe('How is tea made?');
  expect(outline(tea!)).toEqual([
    '*1< How is tea made? Be brief. | With hot water. | interrupted ',
  ]);
});

test('ChatGPTBox: its list of sessions, and its whole data', async () => {
  const [alloy, ...others] = await conversationsIn('chatgptbox-sessions.json');
  expect(others).toEqual([]);
  expect(alloy).toMatchObject({
    id: 'chatgptbox-d6f0a9f2-7d2e-4f6e-8f0a-3c1b2a4d5e6f',
    createdAt: Date.parse('2024-05-20T10:00:00Z'),
    updatedAt: Date.parse('2024-05-20T10:30:00Z'),
  });
  expect(outline(alloy!)).toEqual([
    '1< What is an alloy? | A mixture of metals. | complete chatgptApi4oMini',
    '2<1 Name one. | Bronze. | complete chatgptApi4oMini',
    '*3<2 And another? |  | interrupted ',
  ]);
  const [bronze] = await conversationsIn('chatgptbox-data.json');
  expect(bronze?.id).toMatch(/^chatgptbox-[0-9a-f]{40}$/);
  expect(bronze?.title).toBe('What is bronze?');
});

test('Open WebUI: a tree of messages, and an old list', async () => {
  const [kiln, glaze] = await conversationsIn('open-webui.json');
  expect(kiln).toMatchObject({
    id: 'open-webui-3d7c3f5e-0000-4a4a-9b9b-aaaaaaaaaaaa',
    title: 'Kiln temperatures',
    createdAt: 1718000000000,
    updatedAt: 1718000200000,
  });
  expect(outline(kiln!)).toEqual([
    '1< How hot is a kiln?\n\n[File: kiln.pdf] | About 1,200 °C. | complete llama3.2:latest',
    '3< How hot is a kiln?\n\n[File: kiln.pdf] | Between 900 and | interrupted qwen2.5:7b',
    '*2<1 For porcelain?\n\n[Image] |  | interrupted llama3.2:latest',
  ]);
  expect(outline(glaze!)).toEqual(['*1< And glaze?\n\n[Image] | Glass. | complete mistral']);
});

test('Page Assist: messages in the order of their times', async () => {
  const [wheel, ...others] = await conversationsIn('page-assist.json');
  expect(others).toEqual([]);
  expect(wheel).toMatchObject({
    id: 'page-assist-pa_1a2b-3c4d-5e6-7f80',
    title: 'Wheel or hand?',
    createdAt: 1719000000000,
    updatedAt: 1719000005000,
  });
  expect(outline(wheel!)).toEqual([
    '*1< Wheel or hand?\n\n[Image]\n\n[File: Clay, a history] | Start with your hands. | complete llama3.2:3b',
  ]);
});

const fixtures = [
  { name: 'chatgpt.json', product: 'ChatGPT', leftOut: [3, 0], skipped: ['blank'] },
  { name: 'chatgptbox-sessions.json', product: 'ChatGPTBox', leftOut: [0], skipped: ['blank'] },
  { name: 'chatgptbox-data.json', product: 'ChatGPTBox', leftOut: [0], skipped: [] },
  { name: 'open-webui.json', product: 'Open WebUI', leftOut: [0, 1], skipped: [] },
  { name: 'page-assist.json', product: 'Page Assist', leftOut: [1], skipped: [] },
];

test.each(fixtures)(
  '$name is recognised by its shape; what is of the system and of tools is counted and stays out',
  async ({ name, product, leftOut, skipped }) => {
    const items = await readAll(fileOf(await readFixture(name)));
    expect(new Set(items.map((item) => item.product))).toEqual(new Set([product]));
    const read = items.filter((item) => item.kind === 'conversation');
    expect(read.map((item) => item.leftOut)).toEqual(leftOut);
    expect(items.flatMap((item) => (item.kind === 'skipped' ? [item.why] : []))).toEqual(skipped);
    for (const { conversation } of read) expect(isConversation(conversation)).toBe(true);
    expect(JSON.stringify(items)).not.toContain('sk-no');
  },
);

test.each(fixtures)('$name gives the same, a byte at a time', async ({ name }) => {
  const text = await readFixture(name);
  expect(await readAll(fileOf(text, 1))).toEqual(await readAll(fileOf(text)));
});

test('a file gives the same, cut in two at any byte', async () => {
  const text = JSON.stringify(JSON.parse(await readFixture('page-assist.json')));
  const whole = await readAll(fileOf(text));
  const bytes = new TextEncoder().encode(text);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const stream = () =>
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(bytes.subarray(0, cut));
          controller.enqueue(bytes.subarray(cut));
          controller.close();
        },
      });
    expect(await readAll({ size: bytes.length, stream })).toEqual(whole);
  }
});

test('no time of a file is later than now', async () => {
  const text = (await readFixture('chatgpt.json')).replaceAll('17162', '99162');
  const [item] = await readAll(fileOf(text));
  expect(item).toMatchObject({ conversation: { updatedAt: now, createdAt: now } });
});

test.each([0, 1])(
  'a character is never cut in two, however it stands: %i before it',
  async (before) => {
    const text = 'x'.repeat(before) + '😀'.repeat(100_000);
    const file = fileOf(
      exportHead(0) + exportJson(conversationOf([turnOf('a', { text })]), true) + exportTail,
    );
    const [item] = await readAll(file);
    // Compared by itself: a difference in what is so long would take minutes to print.
    expect(item?.kind === 'conversation' && item.conversation.turns[0]?.answer.text === text).toBe(
      true,
    );
  },
);
