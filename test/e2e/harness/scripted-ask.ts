import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** A request for an answer, as the service got it, and the hand that answers it step by step. */
export interface ScriptedAsk {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** Sends the head of a good answer, and nothing of its text. `write` does so by itself. */
  open(headers?: Readonly<Record<string, string>>): void;
  /** Sends a piece of the answer at once; bytes may end within a character. */
  write(piece: string | Uint8Array): void;
  /** Completes the answer. */
  end(): void;
  /** Cuts the connection, as a network failure does, once all that was written has left. */
  cut(): void;
  /** Closes the connection in good order, but in the middle of the response. */
  hangUp(): void;
  /** Resets the connection, as a crashed server does: what the browser has not read is lost. */
  reset(): void;
  /** Answers with any status, headers and body at once. */
  respond(status: number, headers?: Readonly<Record<string, string>>, body?: string): void;
  /** Settles when the connection's other side has left before the answer's end. */
  readonly abandoned: Promise<void>;
}

export async function readAsk(
  request: IncomingMessage,
  response: ServerResponse,
  reset: (remotePort: number | undefined) => void,
): Promise<ScriptedAsk> {
  const { promise: abandoned, resolve } = Promise.withResolvers<void>();
  response.once('close', () => {
    if (!response.writableEnded) resolve();
  });
  const open = (headers = {}) => {
    if (response.headersSent) return;
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', ...headers });
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
    // An empty piece is written after all others, and calls back once they have left.
    cut: () => {
      request.socket.write('', () => request.socket.destroy());
    },
    hangUp: () => request.socket.destroySoon(),
    reset: () => reset(request.socket.remotePort),
    respond: (status, headers = {}, body = '') => {
      response.writeHead(status, headers).end(body);
    },
    abandoned,
  };
}
