import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { BrowserKind } from './browser-find.ts';

const root = join(import.meta.dirname, '..');

/** Where `wxt build` puts the extension for each kind of browser. */
export const buildDirectories: Readonly<Record<BrowserKind, string>> = {
  chromium: join(root, '.output/chrome-mv3'),
  firefox: join(root, '.output/firefox-mv3'),
};

/**
 * Builds the extension and returns its folder.
 * @throws Error with the build's own output if it fails, or the signal's reason.
 */
export async function buildExtension(kind: BrowserKind, signal: AbortSignal): Promise<string> {
  const wxt = join(root, 'node_modules/wxt/bin/wxt.mjs');
  const args = [wxt, 'build', ...(kind === 'firefox' ? ['-b', 'firefox'] : [])];
  const build = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const [output, errors] = await Promise.all([
    text(build.stdout),
    text(build.stderr),
    once(build, 'close'),
  ]);
  if (build.exitCode === 0) return buildDirectories[kind];
  throw new Error(`The extension could not be built:\n${output}${errors}`);
}
