import fc from 'fast-check';
import { hostileMarkdown } from '../../fixtures/hostile-markdown.ts';

const texts = hostileMarkdown().map(({ text }) => text.slice(0, 300));

/** A piece of one of the hostile texts, which may be cut off in the middle of anything. */
const anyPiece = fc
  .tuple(fc.constantFrom(...texts), fc.nat(300), fc.nat(300))
  .map(([text, start, length]) =>
    start % 2 ? text : text.slice(start % text.length).slice(0, length),
  );

/** Pieces of hostile texts, one after the other, in the same line or not. */
const anyHostileText = fc
  .array(fc.tuple(anyPiece, fc.constantFrom('', ' ', '\n', '\n\n', '\n- ', '\n> ', '|')), {
    minLength: 1,
    maxLength: 6,
  })
  .map((pieces) => pieces.flat().join(''));

/** A text with the lengths at which it is looked at while it grows; the last is its own. */
export const anyGrowth = fc
  .tuple(anyHostileText, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }))
  .map(([text, parts]) => ({
    text,
    lengths: [...parts.toSorted((a, b) => a - b), 1].map((part) => Math.round(part * text.length)),
  }));
