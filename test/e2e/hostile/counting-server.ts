import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { portOf } from '../harness/local-port.ts';

/** Counts all that reaches it, even a connection without a request; it closes with the test. */
export async function startCountingServer() {
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(204, { 'access-control-allow-origin': '*' }).end();
  });
  server.on('connection', () => {
    connections += 1;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    host: `127.0.0.1:${portOf(server)}`,
    /** The path of every request so far. */
    requests: requests as readonly string[],
    get connections() {
      return connections;
    },
  };
}
