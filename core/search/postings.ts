/** How many different characters there are for digits. */
const digits = 88;
/** A digit below it ends a number; the others go before it. */
const ends = 72;
const leads = digits - ends;
/**
 * A number below 88 as one character, and back: one of ASCII's that takes one byte in JSON, where
 * Chromium also escapes `<`; but for the space, which stands between them.
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

/** Ascending numbers, as the gaps between them. */
export const writePostings = (numbers: readonly number[]) =>
  numbers.map((number, index) => writeNumber(number - (numbers[index - 1] ?? -1) - 1)).join('');

export function readPostings(text: string): readonly number[] {
  const numbers: number[] = [];
  let number = -1;
  let rest = 0;
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
