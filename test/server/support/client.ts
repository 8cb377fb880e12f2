import { request as sendRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type ServerOptions, startServer } from '../../../server/server.ts';
import { createUpstreamBackend } from '../../../server/upstream/upstream.ts';

/** Starts the server on a free port until the test ends; `reports` collects what it prints. */
export async function serve(options: Omit<ServerOptions, 'port' | 'report'>) {
  const reports: string[] = [];
  const server = await startServer({ port: 0, report: (line) => reports.push(line), ...options });
  onTestFinished(() => server.close());
  return { ...server, reports };
}

/** Starts the server before an upstream. */
export const serveUpstream = (url: string, model?: string) =>
  serve({ backend: createUpstreamBackend({ url, model }) });

/** A body as the extension sends it. */
export const chatBody = (content = 'Hello', model = 'gpt-3.5-turbo') => ({
  model: { id: model, name: 'GPT-3.5', maxLength: 3000, tokenLimit: 2048 },
  messages: [{ role: 'user', content }],
  key: '',
  prompt: 'You are a helpful assistant.',
  temperature: 1,
});

export const ask = (url: string, body: unknown = chatBody(), signal?: AbortSignal) =>
  fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: signal ?? null,
  });

/** Reads a response by hand: `until` waits for text to have arrived, `rest` for the end or a cut. */
export function readByHand(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let received = '';
  const readOn = async (isEnough: () => boolean) => {
    while (!isEnough()) {
      const { done, value } = await reader.read();
      if (done) return 'complete';
      received += value;
    }
    return 'running';
  };
  return {
    until: async (expected: string) => {
      await readOn(() => received === expected || !expected.startsWith(received));
      return received;
    },
    rest: async () => {
      const end = await readOn(() => false).catch(() => 'cut');
      return { text: received, end };
    },
  };
}

/** A request whose headers are the test's own: `fetch` would set Host itself. */
export function sendWithHeaders(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(url, { method, headers }, async (response) => {
      const { statusCode = 0, headers } = response;
      resolve({ status: statusCode, headers, text: await text(response) });
    });
    outgoing.on('error', reject).end(body);
  });
}
