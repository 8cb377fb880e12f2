import { expect, test } from 'vitest';
import type { AskError } from '../../../core/errors.ts';
import { AskFailure } from '../../../core/errors.ts';
import { countTokens } from '../../../core/prompt.ts';
import { AI365VIP } from '../../../core/provider/ai365vip.ts';
import type { Message } from '../../../core/provider/provider.ts';

interface Sent {
  readonly bodies: readonly {
    readonly model: { readonly maxLength: number; readonly tokenLimit: number };
    readonly messages: readonly Message[];
  }[];
  readonly omitted: readonly number[];
  readonly error: AskError | undefined;
}

async function send(model: string, messages: readonly Message[], prompt?: string): Promise<Sent> {
  const bodies: Sent['bodies'][number][] = [];
  const omitted: number[] = [];
  let error: AskError | undefined;
  const answer = AI365VIP.createAsyncGenerator(model, messages, {
    ...(prompt === undefined ? {} : { prompt }),
    onOmit: (count) => {
      // Told before the request.
      expect(bodies).toEqual([]);
      omitted.push(count);
    },
    fetch: async (_, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return new Response('Hi');
    },
  });
  try {
    expect(await answer.next()).toEqual({ done: false, value: 'Hi' });
    await answer.return();
  } catch (thrown) {
    if (!(thrown instanceof AskFailure)) throw thrown;
    error = thrown.error;
  }
  return { bodies, omitted, error };
}

const user = (content: string): Message => ({ role: 'user', content });
/** English words of so many characters. */
const words = (characters: number) =>
  'all sorts of words '.repeat(characters / 19 + 1).slice(0, characters);

test('a prompt within the limits of the reference is sent with them', async () => {
  const sent = await send('gpt-4o', [user(words(1500))]);
  expect(sent.bodies[0]?.model).toMatchObject({ maxLength: 3000, tokenLimit: 2048 });
  expect(sent.omitted).toEqual([]);
});

test.each([
  { model: 'gpt-3.5-turbo', tokenLimit: 16_385 },
  { model: 'gpt-3.5-turbo-16k', tokenLimit: 16_385 },
  { model: 'gpt-4o', tokenLimit: 128_000 },
  { model: 'gpt-5-nano', tokenLimit: 128_000 },
  { model: 'constructor', tokenLimit: 128_000 },
])(
  'a longer prompt is sent whole with the real window of $model',
  async ({ model, tokenLimit }) => {
    const content = words(10_000);
    const sent = await send(model, [user(content)]);
    expect(sent.bodies).toMatchObject([
      { model: { maxLength: tokenLimit * 4, tokenLimit }, messages: [{ role: 'user', content }] },
    ]);
    expect(sent.omitted).toEqual([]);
  },
);

test('a system prompt beside it counts', async () => {
  const sent = await send('gpt-4o', [user(words(1000))], words(2000));
  expect(sent.bodies[0]?.model.tokenLimit).toBe(128_000);
});

test('the oldest turns are left out where the window is too small, and it is told', async () => {
  const turns = Array.from({ length: 40 }, (_, turn) => [
    user(`Question ${turn} ${words(3000)}`),
    { role: 'assistant', content: `Answer ${turn}` },
  ]).flat();
  const system = { role: 'system', content: 'You are kind.' };
  const sent = await send('gpt-3.5-turbo', [system, ...turns, user('And now?')]);
  const content = sent.bodies[0]?.messages[0]?.content ?? '';
  const [omitted] = sent.omitted;
  expect(sent.omitted).toHaveLength(1);
  expect(omitted).toBeGreaterThan(0);
  expect(content).toMatch(/^System: You are kind\.\n/);
  expect(content).toMatch(/\nAssistant: Answer 39\nUser: And now\?\nAssistant:$/);
  expect(content).not.toContain('Question 0 ');
  const kept = content.match(/^(?:User|Assistant): /gm)?.length;
  expect(kept).toBe(turns.length + 1 - omitted!);
  expect(countTokens(content)).toBeLessThanOrEqual(16_385 - 1000);
});

test.each([
  { name: 'words', question: words(200_000), prompt: 'Be brief.' },
  { name: 'white space', question: ' \n'.repeat(60_000), prompt: 'Be brief.' },
  { name: 'a system prompt that leaves no room', question: 'Hello', prompt: words(200_000) },
])(
  'a question too long for the model is refused and nothing is sent: $name',
  async ({ question, prompt }) => {
    const sent = await send('gpt-3.5-turbo', [user('Earlier'), user(question)], prompt);
    expect(sent.bodies).toEqual([]);
    expect(sent.omitted).toEqual([]);
    expect(sent.error).toMatchObject({ kind: 'question-too-long', limit: 16_385 - 1000 });
    const tokens = sent.error?.kind === 'question-too-long' ? sent.error.tokens : 0;
    expect(tokens).toBeGreaterThan(16_385 - 1000);
  },
);
