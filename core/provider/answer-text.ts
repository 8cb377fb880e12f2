/**
 * Bytes in, text out, for a body cut at any byte: the bytes of one character may come in two
 * chunks. Nothing is done with I/O here.
 */
export interface AnswerDecoder {
  /** The text that this chunk completes; '' while a character is still open. */
  push(chunk: Uint8Array): string;
  /** At the body's end: true if it ended inside a character. */
  endsInsideCharacter(): boolean;
}

export function createAnswerDecoder(): AnswerDecoder {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    push: (chunk) => decoder.decode(chunk, { stream: true }),
    endsInsideCharacter: () => decoder.decode() !== '',
  };
}
