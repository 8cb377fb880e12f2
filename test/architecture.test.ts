import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Folder → the project's folders it may import. `docs/architecture.md` draws the same arrows. */
const mayImport: Record<string, readonly string[]> = {
  core: ['core', 'public'],
  platform: ['platform', 'core'],
  state: ['state', 'core'],
  components: ['components', 'state', 'core', 'public'],
  entrypoints: ['entrypoints', 'components', 'state', 'platform', 'core', 'public'],
  server: ['server', 'core'],
  bench: ['bench', 'script-build.ts', 'test', 'server', 'components', 'state', 'platform', 'core'],
};

/** Packages a folder must not import. */
const mayNotUse: Record<string, RegExp> = {
  core: /^(preact|zustand|webextension-polyfill|wxt|node:)/,
  platform: /^(preact|zustand|wxt|node:)/,
  state: /^(preact|webextension-polyfill|wxt|node:)/,
  components: /^(webextension-polyfill|wxt|node:)/,
  entrypoints: /^(webextension-polyfill|node:)/,
  server: /^(preact|zustand|webextension-polyfill|wxt)/,
};

/** Globals that reach around the arrows. */
const mayNotName: Record<string, RegExp> = {
  core: /\b(browser|chrome)\./,
  state: /\b(browser|chrome)\.\w/,
  components: /\b(browser|chrome)\.\w|\bfetch\(|\blocalStorage\b|\bindexedDB\b/,
  entrypoints: /\b(browser|chrome)\.\w/,
};

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function readSources(): SourceFile[] {
  return Object.keys(mayImport).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
      .map((name) => {
        const path = join(folder, name);
        const text = readFileSync(join(root, path), 'utf8');
        const found = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
        return { path, folder, text, imports: [...found].map((match) => match[1] ?? '') };
      }),
  );
}

const sources = readSources();
const resolveImport = (file: SourceFile, target: string) =>
  normalize(join(dirname(file.path), target.replace(/\?.*$/, '')));
const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
const withoutStrings = (text: string) => text.replace(/'[^'\n]*'/g, "''");

test('every folder has sources to check', () => {
  for (const folder of Object.keys(mayImport)) {
    expect(sources.filter((file) => file.folder === folder).length, folder).toBeGreaterThan(0);
  }
});

test('imports follow the one-way arrows', () => {
  const wrong = sources.flatMap((file) =>
    file.imports
      .filter((target) =>
        target.startsWith('.')
          ? !mayImport[file.folder]?.includes(resolveImport(file, target).split('/')[0] ?? '')
          : (mayNotUse[file.folder]?.test(target) ?? false),
      )
      .map((target) => `${file.path} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('an entrypoint imports no other entrypoint', () => {
  const entrypointOf = (path: string) => path.split('/')[1]?.replace(/\.tsx?$/, '');
  const wrong = sources
    .filter((file) => file.folder === 'entrypoints')
    .flatMap((file) =>
      file.imports
        .filter((target) => target.startsWith('.'))
        .map((target) => resolveImport(file, target))
        .filter((path) => path.startsWith('entrypoints/'))
        .filter((path) => entrypointOf(path) !== entrypointOf(file.path))
        .map((path) => `${file.path} imports ${path}`),
    );
  expect(wrong).toEqual([]);
});

test('only platform/browser.ts names the types of the browser’s API', () => {
  const naming = sources.filter((file) => file.imports.includes('webextension-polyfill'));
  expect(naming.map((file) => file.path)).toEqual(['platform/browser.ts']);
});

test('no folder reaches around the arrows by a global', () => {
  const wrong = sources.filter((file) =>
    mayNotName[file.folder]?.test(withoutStrings(withoutComments(file.text))),
  );
  expect(wrong.map((file) => file.path)).toEqual([]);
});

test('there is no import cycle', () => {
  const byPath = new Map(sources.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const visit = (file: SourceFile, trail: readonly string[]): void => {
    if (trail.includes(file.path)) throw new Error([...trail, file.path].join(' → '));
    if (finished.has(file.path)) return;
    for (const target of file.imports.filter((name) => name.startsWith('.'))) {
      const next = byPath.get(resolveImport(file, target));
      if (next) visit(next, [...trail, file.path]);
    }
    finished.add(file.path);
  };
  for (const file of sources) visit(file, []);
});
