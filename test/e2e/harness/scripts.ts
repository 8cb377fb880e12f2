import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { isRecord } from '../../../core/guards.ts';
import type { Surface } from '../../budgets.ts';

/** The scripts that each surface loads at its start, as paths in the build, in order. */
export async function readStartScripts(
  build: string,
): Promise<Readonly<Record<Surface, readonly string[]>>> {
  return {
    'side panel': await scriptsOfPage(build, 'sidepanel.html'),
    popup: await scriptsOfPage(build, 'popup.html'),
    background: await scriptsOfBackground(build),
    card: ['card.js'],
    'other pages': await scriptsOfOtherPages(build),
  };
}

/** What the scripts come to, gzipped, in bytes. */
export async function gzippedSize(build: string, scripts: Iterable<string>): Promise<number> {
  const files = await Promise.all([...scripts].map((script) => readFile(join(build, script))));
  return files.reduce((total, file) => total + gzipSync(file).length, 0);
}

/** Collects the scripts of the extension that run in a page, from now on and before. */
export async function watchScripts(page: Page, origin: string): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const session = await page.createCDPSession();
  session.on('Debugger.scriptParsed', ({ url }) => {
    if (url.startsWith(`${origin}/`) && url.endsWith('.js')) seen.add(url.slice(origin.length + 1));
  });
  await session.send('Debugger.enable');
  return seen;
}

async function scriptsOfPage(build: string, page: string): Promise<readonly string[]> {
  const html = await readFile(join(build, page), 'utf8');
  const named = html.matchAll(/<(?:script|link rel="modulepreload")[^>]*(?:src|href)="\/([^"]+)"/g);
  return withImports(
    build,
    [...named].map((match) => match[1] ?? ''),
  );
}

async function scriptsOfBackground(build: string): Promise<readonly string[]> {
  const { background } = await readManifest(build);
  if (!isRecord(background)) throw new Error('The manifest names no background.');
  const { service_worker: worker, scripts } = background;
  const names: unknown[] = Array.isArray(scripts) ? scripts : [worker];
  return withImports(
    build,
    names.filter((name) => typeof name === 'string'),
  );
}

async function scriptsOfOtherPages(build: string): Promise<readonly string[]> {
  const { content_scripts: groups } = await readManifest(build);
  if (!Array.isArray(groups)) return [];
  return groups.flatMap((group: unknown): string[] =>
    isRecord(group) && Array.isArray(group.js) ? group.js : [],
  );
}

async function readManifest(build: string): Promise<Readonly<Record<string, unknown>>> {
  const manifest: unknown = JSON.parse(await readFile(join(build, 'manifest.json'), 'utf8'));
  if (!isRecord(manifest)) throw new Error(`${build} has no readable manifest.`);
  return manifest;
}

/** The scripts with all that they import at once, and not by a call of `import`. */
async function withImports(build: string, scripts: readonly string[]): Promise<readonly string[]> {
  const all = new Set(scripts);
  for (const script of all) {
    const text = await readFile(join(build, script), 'utf8');
    for (const [, target = ''] of text.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) {
      all.add(posix.join(posix.dirname(script), target));
    }
  }
  return [...all];
}
