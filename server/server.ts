import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { bracketAddress } from './access.ts';
import { createApp } from './app.ts';
import type { Backend } from './backend.ts';

export interface ServerOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** The name or address to listen on; 127.0.0.1 by default. */
  readonly host?: string;
  readonly backend: Backend;
  /** The largest request body in bytes; 4 MiB by default. */
  readonly maxBodyBytes?: number;
  /** How many milliseconds a client may take to send a request; 30 s by default. */
  readonly patience?: number;
  /** Takes a line about a failure that no client can be told of; standard error by default. */
  readonly report?: (line: string) => void;
}

export interface RunningServer {
  /** `http://host:port`, without a trailing slash. */
  readonly url: string;
  /** Stops listening and cuts what still runs. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts the AI365VIP-compatible server.
 * @throws Error whose message is a sentence for the user if it cannot listen there.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { port, host = '127.0.0.1', backend } = options;
  const { maxBodyBytes = 4 * 1024 * 1024, patience = 30_000, report = console.error } = options;
  const app = createApp({ host, backend, maxBodyBytes, report });
  const limits = {
    requestTimeout: patience,
    headersTimeout: patience,
    connectionsCheckingInterval: Math.min(patience, 5_000),
  };
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer(limits, listener);
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw new Error(describeListenFailure(error, host, port), { cause: error });
  }
  const address = server.address();
  const boundPort = typeof address === 'object' ? address?.port : port;
  return {
    url: `http://${bracketAddress(host)}:${boundPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function describeListenFailure(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is already in use: stop what uses it or choose another port with --port.`;
    case 'EACCES':
      return `Port ${port} on ${host} may not be used by this user: choose one above 1023 with --port.`;
    default:
      return `Cannot listen on ${host} port ${port} (${code}).`;
  }
}
