import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addHostPermission, copyExtension } from '../../server/browser-extension-copy.ts';

const pattern = 'http://127.0.0.1/*';

async function makeBuild(manifest: string): Promise<string> {
  const build = await mkdtemp(join(tmpdir(), 'aside-build-'));
  onTestFinished(() => rm(build, { recursive: true }));
  await writeFile(join(build, 'manifest.json'), manifest);
  await writeFile(join(build, 'background.js'), '// background');
  return build;
}

test.each([
  [{ name: 'Aside' }, [pattern]],
  [{ host_permissions: ['https://one.example/*'] }, ['https://one.example/*', pattern]],
])('a manifest gains the host permission: %j', (manifest, expected) => {
  expect(addHostPermission(manifest, pattern)).toEqual({ ...manifest, host_permissions: expected });
});

test('a manifest that is no object is refused', () => {
  expect(() => addHostPermission([], pattern)).toThrow('no readable manifest');
});

test('a copy has every file and the permission, the build stays as it is, and the copy goes', async () => {
  const build = await makeBuild('{"name":"Aside"}');
  const copy = await copyExtension(build, pattern);
  const readCopied = (name: string) => readFile(join(copy.directory, name), 'utf8');
  expect(JSON.parse(await readCopied('manifest.json'))).toEqual({
    name: 'Aside',
    host_permissions: [pattern],
  });
  expect(await readCopied('background.js')).toBe('// background');
  expect(await readFile(join(build, 'manifest.json'), 'utf8')).toBe('{"name":"Aside"}');
  await copy.remove();
  expect(existsSync(copy.directory)).toBe(false);
});

test('a build without a readable manifest fails', async () => {
  await expect(copyExtension(await makeBuild('not JSON'), pattern)).rejects.toThrow(SyntaxError);
});
