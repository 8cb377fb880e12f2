/** `1 2 3 4 …`, so long: where it was cut can be seen, and it never ends in a blank. */
export function numbers(bytes: number): string {
  const text = Array.from({ length: bytes }, (_, index) => index + 1)
    .join(' ')
    .slice(0, bytes);
  return text.endsWith(' ') ? `${text.slice(0, -1)}.` : text;
}

/** Numbered paragraphs, so many bytes in all: long text as models write it. */
export function paragraphs(bytes: number): string {
  const words = 'Every answer is kept as it came, from its first word to its last. '.repeat(12);
  const count = Math.ceil(bytes / words.length);
  return Array.from({ length: count }, (_, index) => `${index + 1}: ${words}`.trim())
    .join('\n\n')
    .slice(0, bytes)
    .trimEnd();
}
