import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAnswerDecoder } from '../../../core/provider/answer-text.ts';
import { ask, bodyOf, respondWith } from './ask.ts';

const url = 'https://chat.example';
const anyText = fc.string({ unit: 'binary', maxLength: 30 });
const anyBytes = fc.uint8Array({ maxLength: 60 });
/** Where something is cut, as parts of its length: 0 is its start, 1 its end. */
const anyCuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

const encode = (text: string) => new TextEncoder().encode(text);

function cutUp(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = cuts.map((cut) => Math.round(cut * bytes.length)).toSorted((a, b) => a - b);
  return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}

/** The characters of a text whose bytes all stand within so many, counted by hand. */
function charactersWithin(text: string, length: number) {
  let whole = '';
  let bytes = 0;
  for (const character of text) {
    const end = bytes + encode(character).length;
    if (end > length) return { whole, insideCharacter: bytes < length };
    whole += character;
    bytes = end;
  }
  return { whole, insideCharacter: false };
}

function decode(chunks: readonly Uint8Array[]) {
  const decoder = createAnswerDecoder();
  const text = chunks.map((chunk) => decoder.push(chunk)).join('');
  return { text, insideCharacter: decoder.endsInsideCharacter() };
}

test('any beginning of any text, cut anywhere, decodes to its whole characters', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(anyText, part, anyCuts, (text, kept, cuts) => {
      const bytes = encode(text);
      const beginning = bytes.subarray(0, Math.round(kept * bytes.length));
      const { whole, insideCharacter } = charactersWithin(text, beginning.length);
      expect(decode(cutUp(beginning, cuts))).toEqual({ text: whole, insideCharacter });
    }),
    { numRuns: 2000 },
  );
});

test('any bytes, text or not, decode the same however they are cut', () => {
  fc.assert(
    fc.property(anyBytes, anyCuts, (bytes, cuts) => {
      const { text, insideCharacter } = decode(cutUp(bytes, cuts));
      const atOnce = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      expect(text + (insideCharacter ? '\ufffd' : '')).toBe(atOnce);
    }),
    { numRuns: 2000 },
  );
});

test('of any answer, cut anywhere, the client hands on every whole character and says the truth', async () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  await fc.assert(
    fc.asyncProperty(anyText, part, anyCuts, async (text, kept, cuts) => {
      const bytes = encode(text);
      const beginning = bytes.subarray(0, Math.round(kept * bytes.length));
      const { whole, insideCharacter } = charactersWithin(text, beginning.length);
      const answer = await ask({ url, fetch: respondWith(bodyOf(...cutUp(beginning, cuts))) });
      const problem = insideCharacter ? 'cut' : whole === '' ? 'empty-answer' : undefined;
      expect(answer.text).toBe(whole);
      expect(answer.error?.kind).toBe(problem);
    }),
    { numRuns: 500 },
  );
});
