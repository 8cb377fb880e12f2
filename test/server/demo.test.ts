import { expect, test } from 'vitest';
import { analyseQuestion } from '../../server/demo/analyse-question.ts';
import { createDemoBackend } from '../../server/demo/demo.ts';
import { findLastQuestion } from '../../server/demo/last-question.ts';
import { demoNotice, writeReply } from '../../server/demo/write-reply.ts';
import { ask, chatBody, readByHand, serve } from './support/client.ts';

const question = 'Why does the tide rise, and how does the tide know when to fall?';

test('the first line says that no AI model answers, and how to get one', async () => {
  const { url } = await serve({ backend: createDemoBackend({ wordDelay: 0 }) });
  const [firstLine] = (await (await ask(url, chatBody(question))).text()).split('\n');
  expect(firstLine).toBe(demoNotice);
  expect(firstLine).toMatch(/demo.*no AI model.*Ollama.*`--upstream URL`/);
});

test('the reply is about the last question of the conversation, the same each time', async () => {
  const { url } = await serve({ backend: createDemoBackend({ wordDelay: 0 }) });
  const prompt = `User: Hello\nAssistant: Hi! Ask me.\nUser: ${question}\nAssistant:`;
  const reply = await (await ask(url, chatBody(prompt))).text();
  expect(reply).toBe(writeReply(question));
  expect(reply).toContain(`> ${question}\n`);
  expect(reply).toContain('| Characters | 64 |\n| Words | 14 |\n| Sentences | 1 |');
  expect(reply).toContain('- `tide`, 2 times\n- `rise`, 1 time\n');
  expect(reply).toContain(
    '```json\n{\n  "tide": 2,\n  "rise": 1,\n  "know": 1,\n  "fall": 1\n}\n```\n',
  );
});

test('the reply is streamed word by word', async () => {
  const backend = createDemoBackend({ wordDelay: 0 });
  const pieces: string[] = [];
  for await (const piece of backend.answer(chatBody(question), new AbortController().signal)) {
    pieces.push(piece);
  }
  expect(pieces.join('')).toBe(writeReply(question));
  expect(pieces.slice(0, 4)).toEqual(['**This ', 'is ', 'the ', 'built-in ']);
});

test('a client that goes away ends the pause between two words', async () => {
  const backend = createDemoBackend({ wordDelay: 24 * 60 * 60 * 1000 });
  const abort = new AbortController();
  const pieces = backend.answer(chatBody(), abort.signal)[Symbol.asyncIterator]();
  expect(await pieces.next()).toMatchObject({ value: '**This ' });
  const next = pieces.next();
  abort.abort();
  await expect(next).rejects.toThrow(/aborted/);
});

test('closing the server cuts a demo answer', async () => {
  const { url, close } = await serve({ backend: createDemoBackend({ wordDelay: 1e8 }) });
  const reader = readByHand(await ask(url));
  await reader.until('**This ');
  await close();
  expect(await reader.rest()).toEqual({ text: '**This ', end: 'cut' });
});

test('the demo lists itself as the one model', async () => {
  const { url } = await serve({ backend: createDemoBackend() });
  const response = await fetch(`${url}/api/models`, { method: 'POST' });
  expect(await response.json()).toEqual([{ id: 'demo', name: 'Demo (no AI model)' }]);
});

test.for([
  ['Hello', 'Hello'],
  ['', ''],
  ['User: Hi\nAssistant: Hello!\nAssistant:', 'Hi'],
  [
    'System: Be kind.\nUser: Hi\nAssistant: Hey\nUser: Why?\nAnd how?\nAssistant:',
    'Why?\nAnd how?',
  ],
  ['System: s\nUser: u\nTool: t\nFunction: f\nAssistant:', 'u'],
  ['Explain "User: x" to me', 'Explain "User: x" to me'],
  ['System: only\nAssistant:', 'System: only\nAssistant:'],
])('the last question of %j is %j', ([prompt, expected]) => {
  expect(findLastQuestion(prompt!)).toBe(expected);
});

test('words are found in languages without spaces, characters as a reader counts them', () => {
  expect(analyseQuestion('什么是潮汐？')).toMatchObject({ characters: 6, sentences: 1 });
  expect(analyseQuestion('什么是潮汐？').terms.map((term) => term.text)).toContain('潮汐');
  expect(analyseQuestion('👩‍👩‍👧 é').characters).toBe(3);
});

test('a question without words or with common words only still has a reply', () => {
  expect(writeReply('?!')).toBe(`${demoNotice}\n\nYour question holds no words to look at.\n`);
  expect(writeReply('What is it?')).toMatch(/It is made of common words only\.\n$/);
});

test('a long question of several lines is quoted in part, each line as a quote', () => {
  const reply = writeReply(`First line\n${'word '.repeat(200)}`);
  expect(reply).toMatch(/\n\n> First line\n> (word )+\S*…\n\n/);
  expect(reply.match(/^> .*$/gm)?.join('\n').length).toBeLessThan(310);
});
