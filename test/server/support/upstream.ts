import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOnLoopback } from '../../doubles/listen-on-loopback.ts';

interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body; undefined for none. */
  readonly body: unknown;
}

export type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

/** A real HTTP server on loopback that a test answers for; it closes with the test. */
export async function startHttpServer(answer: Answer) {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const bytes = await buffer(incoming);
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined,
    };
    requests.push(request);
    answer(response, request);
  });
  return { url: `http://${await listenOnLoopback(server)}`, requests };
}

/** An OpenAI-compatible server: lists `models`; each completion is left to `answer`. */
export function startUpstream(models: readonly string[], answer: Answer) {
  return startHttpServer((response, request) => {
    if (request.path === '/v1/chat/completions') answer(response, request);
    else if (request.path === '/v1/models') sendJson(response, 200, modelList(models));
    else sendJson(response, 404, { error: { message: `No ${request.path}` } });
  });
}

const modelList = (models: readonly string[]) => ({
  object: 'list',
  data: models.map((id) => ({ id, object: 'model' })),
});

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function startEventStream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  return response;
}

export const dataEvent = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

export const textChunk = (text: string, finishReason: string | null = null) =>
  dataEvent({
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: { content: text }, finish_reason: finishReason }],
  });

export const doneEvent = 'data: [DONE]\n\n';
