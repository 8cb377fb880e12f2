/** `1 2 3 4 …`, so long: where it was cut can be seen, and it never ends in a blank. */
export function numbers(bytes: number): string {
  const text = Array.from({ length: bytes }, (_, index) => index + 1)
    .join(' ')
    .slice(0, bytes);
  return text.endsWith(' ') ? `${text.slice(0, -1)}.` : text;
}
