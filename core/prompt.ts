import type { Message } from './provider/provider.ts';
import { charactersOf } from './scripts.ts';

/**
 * A conversation as one prompt, as the reference provider formats it: a single message is its
 * content; several are a line `Role: content` each, then a line `Assistant:` for the answer.
 */
export function formatPrompt(messages: readonly Message[]): string {
  const [first] = messages;
  if (first && messages.length === 1) return first.content;
  const lines = messages.map(({ role, content }) => `${capitalise(role)}: ${content}`);
  return [...lines, 'Assistant:'].join('\n');
}

const capitalise = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();

/** What a server is told that a model can hold: characters and tokens. */
export interface PromptLimits {
  readonly maxLength: number;
  readonly tokenLimit: number;
}

/** Tokens that such servers keep free for the answer. */
const answerTokens = 1000;

/** True where the prompt, with the system prompt beside it, surely fits the limits. */
export function fits(prompt: string, systemPrompt: string, limits: PromptLimits): boolean {
  if (prompt.length > limits.maxLength) return false;
  const room = promptRoom(limits);
  return countTokens(systemPrompt, room) + countTokens(prompt, room) <= room;
}

/** The most tokens a prompt may have within the limits. */
export function promptRoom(limits: PromptLimits): number {
  return limits.tokenLimit - answerTokens;
}

export interface FittedPrompt {
  readonly messages: readonly Message[];
  /** How many of the oldest messages were left out. */
  readonly omitted: number;
}

const staysAlways = (message: Message, index: number, all: readonly Message[]) =>
  index === all.length - 1 || message.role.toLowerCase() === 'system';

/** The messages that no fitting leaves out: the system messages and the last one. */
export function lastingMessages(messages: readonly Message[]): readonly Message[] {
  return messages.filter(staysAlways);
}

/**
 * Leaves out the oldest messages until the prompt fits; system messages and the last message stay.
 * Returns undefined where even those do not fit.
 */
export function fitMessages(
  messages: readonly Message[],
  systemPrompt: string,
  limits: PromptLimits,
): FittedPrompt | undefined {
  const keep = (omitted: number) => {
    let left = omitted;
    return messages.filter((message, index) => {
      if (left === 0 || staysAlways(message, index, messages)) return true;
      left -= 1;
      return false;
    });
  };
  const most = messages.length - lastingMessages(messages).length;
  const fitsWithout = (omitted: number) => fits(formatPrompt(keep(omitted)), systemPrompt, limits);
  if (!fitsWithout(most)) return undefined;
  // The smallest number left out that fits, by halving: a long conversation is counted log n times.
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fitsWithout(middle)) high = middle;
    else low = middle + 1;
  }
  return { messages: keep(low), omitted: low };
}

const pieces = / ?\p{Lu}?\p{Ll}+|(\s)\1*|\p{L}|\p{N}{1,3}|./gsu;
// Scripts that vocabularies know well. In any other, and in emoji, each byte may be a token.
const wellKnown = new RegExp(
  `^[${charactersOf('Latn Cyrl Grek Arab Hebr Deva Thai Hani Hira Kana Hang', 'sc')}]+$`,
  'u',
);
/** Longer runs of letters are no words, and vocabularies hold few of their parts. */
const longestWord = 24;

/**
 * An upper estimate of a text's tokens, without a vocabulary: about twice the true count for English
 * prose, so that what is said to fit does, in any script. Stops counting beyond `enough`.
 */
export function countTokens(text: string, enough = Number.POSITIVE_INFINITY): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(pieces)) {
    tokens += pieceTokens(piece);
    if (tokens > enough) break;
  }
  return tokens;
}

function pieceTokens(piece: string): number {
  const bytes = utf8Length(piece);
  const isAscii = bytes === piece.length;
  if (isAscii && piece.trim() === '') return Math.ceil(bytes / 16);
  if (isAscii) return bytes > longestWord ? bytes : Math.ceil(piece.trim().length / 2.5);
  return wellKnown.test(piece.trim()) ? Math.ceil(bytes / 2) : bytes;
}

/** Counted without encoding: there are hundreds of thousands of pieces in a megabyte. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return bytes;
}
