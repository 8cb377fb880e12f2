import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countTokens, fitMessages, fits, formatPrompt, promptRoom } from '../../core/prompt.ts';
import type { Message } from '../../core/provider/provider.ts';

test.each<{ name: string; messages: readonly Message[]; prompt: string }>([
  { name: 'no message', messages: [], prompt: 'Assistant:' },
  {
    name: 'one message as it is',
    messages: [{ role: 'user', content: ' Hello ' }],
    prompt: ' Hello ',
  },
  { name: 'one empty message', messages: [{ role: 'system', content: '' }], prompt: '' },
  {
    name: 'several, a line each',
    messages: [
      { role: 'system', content: 'You are kind.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello!\nHow are you?' },
      { role: 'user', content: '' },
    ],
    prompt: 'System: You are kind.\nUser: Hi\nAssistant: Hello!\nHow are you?\nUser: \nAssistant:',
  },
  {
    name: 'roles of any case',
    messages: [
      { role: 'SYSTEM', content: 's' },
      { role: 'uSER', content: 'u' },
      { role: '', content: 'n' },
    ],
    prompt: 'System: s\nUser: u\n: n\nAssistant:',
  },
])('a conversation is formatted as one prompt: $name', ({ messages, prompt }) => {
  expect(formatPrompt(messages)).toBe(prompt);
});

test('a prompt fits up to the last character and the last token', () => {
  expect(fits('12345', '', { maxLength: 5, tokenLimit: 5000 })).toBe(true);
  expect(fits('123456', '', { maxLength: 5, tokenLimit: 5000 })).toBe(false);
  const prompt = 'a word or two';
  const tokenLimit = 1000 + countTokens(prompt) + countTokens('Be brief.');
  expect(fits(prompt, 'Be brief.', { maxLength: 100, tokenLimit })).toBe(true);
  expect(fits(prompt, 'Be brief.', { maxLength: 100, tokenLimit: tokenLimit - 1 })).toBe(false);
});

const anyMessages = fc.array(
  fc.record({
    role: fc.constantFrom('user', 'assistant', 'system', 'SYSTEM'),
    content: fc.string({ maxLength: 60, unit: 'grapheme' }),
  }),
  { minLength: 1, maxLength: 12 },
);
const anyLimits = fc.record({
  maxLength: fc.integer({ min: 0, max: 500 }),
  tokenLimit: fc.integer({ min: 1000, max: 1400 }),
});

test('as few of the oldest messages as can be are left out, never a system one nor the last', () => {
  fc.assert(
    fc.property(anyMessages, anyLimits, (messages, limits) => {
      const last = messages.length - 1;
      const isSystem = (message: Message) => message.role.toLowerCase() === 'system';
      const droppable = messages.flatMap((message, index) =>
        index === last || isSystem(message) ? [] : [index],
      );
      const without = (omitted: number) =>
        messages.filter((_, index) => !droppable.slice(0, omitted).includes(index));
      const counts = Array.from({ length: droppable.length + 1 }, (_, omitted) => omitted);
      const smallest = counts.find((omitted) =>
        fits(formatPrompt(without(omitted)), 'Be brief.', limits),
      );
      const expected =
        smallest === undefined ? undefined : { messages: without(smallest), omitted: smallest };
      expect(fitMessages(messages, 'Be brief.', limits)).toEqual(expected);
    }),
  );
});

/** True counts by OpenAI's vocabularies: the greater of cl100k_base (GPT-3.5) and o200k_base (GPT-4o). */
const counted = [
  {
    name: 'English',
    text: 'The quick brown fox jumps over the lazy dog, and nobody who saw it was surprised.',
    tokens: 18,
  },
  {
    name: 'Vietnamese',
    text: 'Xin chào, tôi muốn hỏi về thời tiết ở Hà Nội ngày mai. Những chiếc thuyền trên sông Hương.',
    tokens: 49,
  },
  {
    name: 'decomposed Vietnamese',
    text: 'Xin chào, thời tiết ở Hà Nội'.normalize('NFD'),
    tokens: 29,
  },
  {
    name: 'Chinese',
    text: '人工智能正在改变我们的生活方式，许多人每天都使用聊天机器人。',
    tokens: 29,
  },
  { name: 'Japanese', text: 'こんにちは。明日の天気について教えてください。', tokens: 17 },
  { name: 'Korean', text: '안녕하세요, 오늘 날씨가 어떤지 알고 싶습니다.', tokens: 28 },
  {
    name: 'Russian',
    text: 'Съешь же ещё этих мягких французских булок, да выпей чаю.',
    tokens: 36,
  },
  { name: 'Arabic', text: 'صباح الخير، كيف حالك اليوم؟', tokens: 20 },
  { name: 'Hebrew', text: 'שלום, מה שלומך היום?', tokens: 18 },
  { name: 'Hindi', text: 'नमस्ते, आप कैसे हैं? मैं मौसम के बारे में पूछना चाहता हूँ।', tokens: 59 },
  { name: 'Thai', text: 'สวัสดีครับ วันนี้อากาศเป็นอย่างไรบ้าง', tokens: 34 },
  {
    name: 'Armenian',
    text: 'Բարև, ինչպե՞ս ես: Ուզում եմ հարցնել վաղվա եղանակի մասին:',
    tokens: 101,
  },
  {
    name: 'Georgian',
    text: 'გამარჯობა, როგორ ხარ? მინდა გკითხო ხვალინდელი ამინდის შესახებ.',
    tokens: 114,
  },
  { name: 'Amharic', text: 'ሰላም፣ እንዴት ነህ? ስለ ነገ የአየር ሁኔታ መጠየቅ እፈልጋለሁ።', tokens: 96 },
  { name: 'Burmese', text: 'မင်္ဂလာပါ၊ နေကောင်းလား။', tokens: 47 },
  { name: 'emoji', text: '😀🎉👩‍👩‍👧‍👦🫠🦩🧿🇻🇳👍🏽', tokens: 44 },
  { name: 'mathematics', text: '∑∏∫√∞≈≠≤≥∂∇ℝℕ𝔸𝕏𝟙', tokens: 35 },
  {
    name: 'code',
    text: 'const fits = (prompt) => {\n  if (prompt.length > limits.maxLength) return false;\n  for (let i = 0; i < 10; i += 1) {\n    total[i] += countTokens(prompt, room);\n  }\n};\n',
    tokens: 55,
  },
  {
    name: 'base64',
    text: 'VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZy4K3q2+78r+ur4BAgMEBQYH+/v8/f7/AAECAwQ=',
    tokens: 71,
  },
  {
    name: 'hexadecimal',
    text: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    tokens: 43,
  },
  {
    name: 'letters without sense',
    text: 'kxqzvbnwrtplmdfghjcskxqzvwbnrtplmdfghjcsqxz',
    tokens: 29,
  },
  { name: 'capitals', text: 'THE SOFTWARE IS PROVIDED AS IS, WITHOUT WARRANTY XQZJ', tokens: 13 },
  { name: 'digits', text: '3.14159265358979 2026-11-22 17:30:00 1234567890', tokens: 25 },
  { name: 'mixed white space', text: ' \n\t'.repeat(6), tokens: 7 },
  { name: 'newlines', text: '\n'.repeat(48), tokens: 3 },
];

test.each(counted)('no text has more tokens than are counted: $name', ({ text, tokens }) => {
  expect(countTokens(text)).toBeGreaterThanOrEqual(tokens);
});

test.each(counted)('the count is at most five times the truth: $name', ({ text, tokens }) => {
  expect(countTokens(text)).toBeLessThanOrEqual(5 * tokens);
});

test('counting stops once it is enough', () => {
  const text = 'word '.repeat(1000);
  expect(countTokens(text)).toBeGreaterThan(1000);
  expect(countTokens(text, 10)).toBeGreaterThan(10);
  expect(countTokens(text, 10)).toBeLessThan(20);
  expect(countTokens('')).toBe(0);
});

test('the room for a prompt leaves an answer its own', () => {
  expect(promptRoom({ maxLength: 3000, tokenLimit: 2048 })).toBe(1048);
});
