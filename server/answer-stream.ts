/**
 * The answer's pieces as a body of UTF-8 bytes, made only as fast as they are read.
 *
 * Waits for the first piece, so that a failure before it rejects and can still become an error
 * status. A failure after it calls `cut`, which has to break the connection: an end of the body
 * would pass for the end of the answer.
 */
export async function streamAnswer(
  pieces: AsyncIterable<string>,
  cut: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array>> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encode = createPieceEncoder();
  let next: IteratorResult<string> | undefined = await iterator.next();

  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    try {
      const { done, value } = next ?? (await iterator.next());
      next = undefined;
      if (done) controller.close();
      else controller.enqueue(encode(value));
    } catch (error) {
      cut(error);
    }
  };
  const cancel = async () => {
    await iterator.return?.();
  };
  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
}

/** Encodes piece by piece; a surrogate pair that is split between two pieces stays one character. */
function createPieceEncoder(): (piece: string) => Uint8Array {
  const encoder = new TextEncoder();
  let heldSurrogate = '';
  return (piece) => {
    const text = heldSurrogate + piece;
    heldSurrogate = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
    return encoder.encode(heldSurrogate ? text.slice(0, -1) : text);
  };
}
