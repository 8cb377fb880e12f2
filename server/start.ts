import { askThroughPanel } from './browser-ask.ts';
import { type BrowserKind, type FoundBrowser, findBrowser } from './browser-find.ts';
import { ensureTools } from './browser-install.ts';
import { openAddress } from './browser-launch.ts';
import { openDockedPanel, openSession, type SessionOptions } from './browser-session.ts';
import { chooseBackend } from './choose-backend.ts';
import { UsageError, usage } from './options.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';
import { exampleQuestion, hasScreen, parseStartOptions, startUsage } from './start-options.ts';

/** Messages go to standard error, so that standard output has nothing but the answer. */
const tell = (line: string) => console.error(line);

async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2), process.env);
  if (options.serve.help) return console.log(`${startUsage}\n\n${usage}`);
  const canOpenWindow = hasScreen(process.platform, process.env);
  const question = options.question ?? (canOpenWindow ? undefined : exampleQuestion);

  const interruption = new AbortController();
  const { signal } = interruption;
  // npm passes Ctrl+C on as well, so it may arrive twice.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());
  // Nobody reads on, as with `| head`.
  process.stdout.on('error', () => interruption.abort());

  try {
    await using cleanUp = new AsyncDisposableStack();
    const found = findOrInstall(options.browser);
    const { backend, explanation } = await chooseBackend(options.serve);
    const server = await startOnFreePort({ ...options.serve, backend });
    cleanUp.defer(server.close);
    tell(`Server: ${server.url}. ${explanation}`);
    const session = { found, serverAddress: server.url, signal, cleanUp };
    if (question === undefined) await openWindow({ ...session, headless: false });
    else await askOnce({ ...session, headless: true }, question);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function findOrInstall(wanted: BrowserKind | undefined): FoundBrowser {
  const found = findBrowser(wanted);
  if (found) return found;
  const kind = wanted ?? 'chromium';
  ensureTools([kind]);
  const installed = findBrowser(kind);
  if (installed) return installed;
  throw new Error(`No ${kind} was found; ASIDE_BROWSER can name its program.`);
}

/** Takes the next port where the wanted one is in use. */
async function startOnFreePort(options: ServerOptions): Promise<RunningServer> {
  try {
    return await startServer(options);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
    if (!isTaken || options.port === 65535) throw error;
    return startOnFreePort({ ...options, port: options.port + 1 });
  }
}

async function openWindow(options: SessionOptions): Promise<void> {
  const { found, serverAddress } = options;
  const { browser, panel } = await openSession(options);
  const closed = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  if (found.kind === 'chromium') await openDockedPanel(panel);
  await openAddress(panel, `${serverAddress}/`);
  tell(`${found.path} is open with Aside in its side panel: type a question there.
To ask about a page, select text on it, right-click, and choose Aside.
Nothing of this stays: close the browser or press Ctrl+C to end.`);
  await closed;
}

async function askOnce(options: SessionOptions, question: string): Promise<void> {
  tell(`Asking through the side panel in ${options.found.path}: ${question}`);
  const { panel } = await openSession(options);
  await askThroughPanel(panel, question, (text) => process.stdout.write(text));
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
