import { parseArgs } from 'node:util';
import type { BackendChoice } from './choose-backend.ts';
import { parseUpstreamUrl } from './upstream/base-url.ts';

export interface ServeOptions extends BackendChoice {
  readonly port: number;
  readonly host: string;
  readonly help: boolean;
}

/** The server's options as `parseArgs` takes them. */
export const serveArguments = {
  port: { type: 'string', default: '8365' },
  host: { type: 'string', default: '127.0.0.1' },
  upstream: { type: 'string' },
  'upstream-key': { type: 'string' },
  model: { type: 'string' },
  demo: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const usage = `Serves the AI365VIP protocol on this machine.

  --port NUMBER        port to listen on (8365)
  --host NAME          name or address to listen on (127.0.0.1)
  --upstream URL       OpenAI-compatible server that makes the answers
  --upstream-key KEY   its key (or the environment variable ASIDE_UPSTREAM_KEY)
  --model NAME         model for requests whose own the upstream does not have
  --demo               answer without any AI model

Without --upstream and --demo, Ollama on this machine is used if it runs.`;

/** Options that cannot be used; the message is one sentence for the user. */
export class UsageError extends Error {}

/**
 * Reads command-line arguments (without the program's own name).
 * @throws UsageError
 */
export function parseServeOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ServeOptions {
  const values = parseValues(args);
  const { host, upstream, model, demo, help } = values;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535) {
    throw new UsageError(`--port must be a whole number from 0 to 65535, not "${values.port}".`);
  }
  // Node would take it for every address there is.
  if (host.trim() === '') throw new UsageError('--host must be a name or an address.');
  if (demo && upstream !== undefined) {
    throw new UsageError('--demo and --upstream exclude each other.');
  }
  if (values['upstream-key'] !== undefined && upstream === undefined) {
    throw new UsageError('--upstream-key needs --upstream.');
  }
  if (upstream !== undefined) checkUpstream(upstream);
  const upstreamKey = values['upstream-key'] ?? environment.ASIDE_UPSTREAM_KEY;
  return { port, host, upstream, upstreamKey, model, demo, help };
}

function parseValues(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: serveArguments }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const problem = message.split(/\.\s/)[0];
    throw new UsageError(`${problem}: --help lists the options.`);
  }
}

function checkUpstream(upstream: string): void {
  try {
    parseUpstreamUrl(upstream);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
