import type { IncomingMessage } from 'node:http';
import { HttpFailure } from './http-failure.ts';

/**
 * Reads a whole request body.
 * @throws HttpFailure 413 as soon as it is larger than `limit` bytes.
 */
export async function readBody(incoming: IncomingMessage, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new HttpFailure(413, `The request is too large: at most ${limit} bytes are accepted.`);
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Destroying the request on the way out would reset the connection, and a client that is still
  // sending might then never read why it is refused.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('The request has a text encoding set');
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
