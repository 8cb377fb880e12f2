import { unspaced } from './scripts.ts';

/** How much of an answer's end a model is expected to say again, in UTF-16 units. */
const longestRepeat = 400;
/** Fewer units than this may begin alike by chance. */
const shortestRepeat = 12;

/**
 * What a model says to an answer that broke off, fitted to it as it streams: models say the last
 * words again although they were asked not to, and leave out the space before the first new one.
 *
 * What is said again is dropped only if it goes on to the very end of the text before. What is
 * held until that is known is a passage of that text, on screen already: if everything ends
 * meanwhile, no new word is lost.
 *
 * A cut in mid-word looks like one between words. As models go on with whole words, a space is put
 * there; but none in a number, in code, in an address or in a name of code, where it would do harm.
 */
export interface Continuation {
  /** The text to add now; '' while it may still be a repetition. */
  push(chunk: string): string;
  /** What was held back; call it at the end. */
  end(): string;
}

export function createContinuation(before: string): Continuation {
  const tail = before.slice(-longestRepeat);
  let held = '';
  let decided = before === '';

  const decide = (): string => {
    decided = true;
    const repeated = repeatLength(tail, held);
    const rest = held.slice(repeated);
    return repeated === 0 && needsSpace(before, rest) ? ` ${rest}` : rest;
  };

  return {
    push: (chunk) => {
      if (decided) return chunk;
      held += chunk;
      return tail.includes(held) ? '' : decide();
    },
    end: () => (decided ? '' : decide()),
  };
}

/** How many units of the start of `text` are the end of `tail` once more. */
function repeatLength(tail: string, text: string): number {
  for (let length = Math.min(tail.length, text.length); length >= shortestRepeat; length -= 1) {
    if (text.startsWith(tail.slice(-length))) return length;
  }
  return 0;
}

const endsWord = /[\p{L}\p{N}\p{M},.;:!?)\]”»…*_]$/u;
const beginsWord = /^[\p{L}\p{N}(“«]/u;
const isUnspaced = new RegExp(`[${unspaced}，！？]`, 'u');
const endsNumber = /\p{N}[.,:]?$/u;
/** An address, a path or a name in code; longer words than this are looked at from their end. */
const endsName = /(?:[/_]|\p{L}\.\p{L})\S{0,400}$/u;

function needsSpace(before: string, after: string): boolean {
  const end = before.slice(-2);
  const start = after.slice(0, 2);
  if (!endsWord.test(end) || !beginsWord.test(start)) return false;
  if (isUnspaced.test(end) || isUnspaced.test(start)) return false;
  if (endsNumber.test(end) && /^\p{N}/u.test(start)) return false;
  return !endsName.test(before.slice(-longestRepeat)) && !isInFence(before) && !isInSpan(before);
}

/** Whether the text ends inside a fenced code block. */
function isInFence(text: string): boolean {
  return (text.match(/^ {0,3}(?:```|~~~)/gm)?.length ?? 0) % 2 === 1;
}

/** Whether the text, which ends outside fences, ends inside a code span of its last paragraph. */
function isInSpan(text: string): boolean {
  const paragraph = text.slice(text.lastIndexOf('\n\n') + 1).replace(/^ {0,3}(?:```|~~~).*/gm, '');
  let open = '';
  for (const [marks] of paragraph.matchAll(/\\?`+/g)) {
    // A backslash takes a mark's meaning away before a span, not in it.
    if (open === '') open = marks.replace(/^\\`/, '');
    else if (marks.replace('\\', '') === open) open = '';
  }
  return open !== '';
}
