import { isLoopback } from './access.ts';
import { chooseBackend } from './choose-backend.ts';
import { parseServeOptions, UsageError, usage } from './options.ts';
import { startServer } from './server.ts';

async function main(): Promise<void> {
  const options = parseServeOptions(process.argv.slice(2), process.env);
  if (options.help) {
    console.log(usage);
    return;
  }
  const { backend, explanation } = await chooseBackend(options);
  const server = await startServer({ port: options.port, host: options.host, backend });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, server.close);
  console.log(`Listening on ${server.url}`);
  if (!isLoopback(options.host)) {
    console.log('Every program on every machine that reaches this address can use it.');
  }
  console.log(explanation);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
