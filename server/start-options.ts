import { parseArgs } from 'node:util';
import type { BrowserKind } from './browser-find.ts';
import { parseServeOptions, type ServeOptions, serveArguments, UsageError } from './options.ts';

export interface StartOptions {
  readonly serve: ServeOptions;
  readonly browser: BrowserKind | undefined;
  /** What to ask at once, instead of opening a window. */
  readonly question: string | undefined;
}

/** What is asked where there is no screen to open a window on and no question was given. */
export const exampleQuestion = 'What can you do? Answer in two sentences.';

export const startUsage = `Opens a browser with Aside in it, connected to a server on this machine.

  npm start                          opens a window
  npm start -- "your question"       asks once, without a window, and prints the answer
  npm start -- --browser firefox     chromium or firefox

The server's own options (npm start -- --upstream URL ...):`;

/**
 * Reads the arguments of `npm start`.
 * @throws UsageError
 */
export function parseStartOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const { tokens, positionals, values } = parseArgs({
    args: [...args],
    options: { ...serveArguments, browser: { type: 'string' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const serveArgs = tokens
    .filter((token) => token.kind === 'option')
    .filter(({ name }) => name !== 'browser')
    .map(({ rawName, value }) => (value === undefined ? rawName : `${rawName}=${value}`));
  return {
    serve: parseServeOptions(serveArgs, environment),
    browser: parseBrowserKind(values.browser),
    question: positionals.length > 0 ? positionals.join(' ') : undefined,
  };
}

function parseBrowserKind(value: unknown): BrowserKind | undefined {
  if (value === undefined || value === 'chromium' || value === 'firefox') return value;
  throw new UsageError('--browser must be chromium or firefox.');
}

/** Whether a window can be opened at all: on Linux only with a display server. */
export function hasScreen(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
