/** How many different characters there are for digits. */
const digits = 87;
/** A digit below it ends a number; the others go before it. */
const ends = 64;
const leads = digits - ends;
/** Before document numbers that are a bit each, six to a character. */
const asBits = '~';

/**
 * A number below 87 as one character, and back: one of ASCII's that takes one byte in JSON, where
 * Chromium also escapes `<`; but for `~`, and the space, which stands between them.
 */
export const digit = (value: number) =>
  String.fromCharCode(value + (value < 25 ? 35 : value < 54 ? 38 : 39));
export const valueAt = (text: string, index: number) => {
  const code = text.charCodeAt(index);
  return code - (code < 60 ? 35 : code < 92 ? 38 : 39);
};

function writeNumber(value: number): string {
  let text = digit(value % ends);
  for (let rest = Math.floor(value / ends); rest > 0; rest = Math.floor((rest - 1) / leads)) {
    text = digit(ends + ((rest - 1) % leads)) + text;
  }
  return text;
}

/** Ascending numbers below `count`: the gaps between them, or a bit for each number there is. */
export function writePostings(numbers: readonly number[], count: number): string {
  const gaps = numbers.map((number, index) => writeNumber(number - (numbers[index - 1] ?? -1) - 1));
  const sixes = new Uint8Array(Math.ceil(count / 6));
  if (gaps.length <= sixes.length) return gaps.join('');
  for (const number of numbers) {
    const six = Math.floor(number / 6);
    sixes[six] = (sixes[six] ?? 0) | (1 << (number % 6));
  }
  return asBits + Array.from(sixes, digit).join('');
}

export function readPostings(text: string): readonly number[] {
  const numbers: number[] = [];
  let number = -1;
  let rest = 0;
  if (text.startsWith(asBits)) {
    for (let bit = 0; bit < 6 * (text.length - 1); bit += 1) {
      if (valueAt(text, 1 + Math.floor(bit / 6)) & (1 << (bit % 6))) numbers.push(bit);
    }
    return numbers;
  }
  for (let index = 0; index < text.length; index += 1) {
    const value = valueAt(text, index);
    if (value >= ends) rest = rest * leads + value - ends + 1;
    else {
      number += rest * ends + value + 1;
      numbers.push(number);
      rest = 0;
    }
  }
  return numbers;
}
