import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { findRefusal } from './access.ts';
import { streamAnswer } from './answer-stream.ts';
import type { Backend } from './backend.ts';
import { parseChatRequest } from './chat-request.ts';
import { HttpFailure } from './http-failure.ts';
import { readBody } from './read-body.ts';

export interface AppOptions {
  readonly host: string;
  readonly backend: Backend;
  readonly maxBodyBytes: number;
  /** Takes a line about a failure that the client cannot be told of. */
  readonly report: (line: string) => void;
}

type Environment = { Bindings: HttpBindings };

const about = (backend: Backend) =>
  `This is Aside's own server. It speaks the AI365VIP protocol, so that the Aside extension can chat through it: enter its address under "Server address" in the extension's options. Answers come from ${backend.name}. It answers POST /api/chat and POST /api/models; web pages are refused.\n`;

/** The routes, and the one place where a failure becomes a status and a reason. */
export function createApp(options: AppOptions): Hono<Environment> {
  const { backend, report } = options;
  const app = new Hono<Environment>();

  app.use(async (context, next) => {
    const { socket, url: target } = context.env.incoming;
    const { localAddress, localPort } = socket;
    const { host, origin } = context.req.header();
    const arrival = { target, host, origin, localAddress, localPort };
    const refusal = findRefusal(arrival, options.host);
    if (refusal) throw refusal;
    await next();
  });
  app.get('/', (context) => context.text(about(backend)));
  app.post('/api/models', async (context) =>
    context.json(await backend.listModels(context.req.raw.signal)),
  );
  app.post('/api/chat', (context) => answerChat(context, options));

  app.notFound(({ req }) => {
    throw new HttpFailure(404, `There is no ${req.method} ${req.path} here; see GET /.`);
  });
  app.onError((error, context) => {
    if (error instanceof HttpFailure) return context.text(error.message, error.status);
    if (!context.req.raw.signal.aborted) report(`Unexpected failure: ${error.stack}`);
    return context.text('The server failed unexpectedly; its own output says how.', 500);
  });
  return app;
}

async function answerChat(context: Context<Environment>, options: AppOptions): Promise<Response> {
  const { incoming, outgoing } = context.env;
  const { signal } = context.req.raw;
  const request = parseChatRequest(await readBody(incoming, options.maxBodyBytes));

  const cut = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    if (!signal.aborted) options.report(`An answer was cut: ${reason}`);
    // What was written still goes out, but the end of the body is never sent.
    outgoing.socket?.destroySoon();
  };
  const body = await streamAnswer(options.backend.answer(request, signal), cut);
  return new Response(body, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // Said outright, this keeps the adapter from holding the first pieces back to measure them.
      'transfer-encoding': 'chunked',
    },
  });
}
