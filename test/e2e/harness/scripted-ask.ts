import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** A request for an answer, as the service got it, and the hand that answers it step by step. */
export interface ScriptedAsk {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** Sends the head of a good answer, and nothing of its text. `write` does so by itself. */
  open(): void;
  /** Sends a piece of the answer at once; bytes may end within a character. */
  write(piece: string | Uint8Array): void;
  /** Completes the answer. */
  end(): void;
  /** Cuts the connection, as a network failure does. */
  cut(): void;
  /** Answers with any status, headers and body at once. */
  respond(status: number, headers?: Readonly<Record<string, string>>, body?: string): void;
  /** Settles when the connection's other side has left before the answer's end. */
  readonly abandoned: Promise<void>;
}

export async function readAsk(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<ScriptedAsk> {
  const { promise: abandoned, resolve } = Promise.withResolvers<void>();
  response.once('close', () => {
    if (!response.writableEnded) resolve();
  });
  const open = () => {
    if (response.headersSent) return;
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
    response.flushHeaders();
  };
  return {
    headers: request.headers,
    body: await json(request),
    open,
    write: (piece) => {
      open();
      response.write(piece);
    },
    end: () => {
      open();
      response.end();
    },
    cut: () => {
      request.socket.destroy();
    },
    respond: (status, headers = {}, body = '') => {
      response.writeHead(status, headers).end(body);
    },
    abandoned,
  };
}
