import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { build } from 'vite';
import { scriptBuild } from '../../script-build.ts';

const pagesDirectory = join(import.meta.dirname, '../pages');

/** The pages of `bench/pages` by their file names, with no ending. */
const pages = ['rendering', 'history', 'search', 'bare'] as const;

const manifest = {
  manifest_version: 3,
  name: 'Aside benchmark',
  version: '1',
  permissions: ['storage', 'unlimitedStorage'],
  // An isolated page has a clock of 5 µs, any other one of 100 µs.
  cross_origin_embedder_policy: { value: 'require-corp' },
  cross_origin_opener_policy: { value: 'same-origin' },
};

/** Builds the benchmark's own pages as the extension is built, into an extension of their own. */
export async function buildPages(cleanUp: AsyncDisposableStack): Promise<string> {
  const directory = await makeDirectory(cleanUp);
  await build({
    configFile: false,
    root: pagesDirectory,
    logLevel: 'warn',
    // One contender is React, and must not be given Preact in its stead.
    plugins: [preact({ devToolsEnabled: false, reactAliasesEnabled: false })],
    build: {
      ...scriptBuild,
      outDir: directory,
      emptyOutDir: true,
      assetsDir: 'bench',
      rolldownOptions: {
        ...scriptBuild.rolldownOptions,
        input: pages.map((page) => join(pagesDirectory, `${page}.html`)),
      },
    },
  });
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  return directory;
}

/** Copies the production build and puts the benchmark's pages beside its own. */
export async function copyProduct(
  product: string,
  benchPages: string,
  cleanUp: AsyncDisposableStack,
): Promise<string> {
  const directory = await makeDirectory(cleanUp);
  await cp(benchPages, directory, { recursive: true });
  await cp(product, directory, { recursive: true });
  return directory;
}

async function makeDirectory(cleanUp: AsyncDisposableStack): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'aside-bench-'));
  cleanUp.defer(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
