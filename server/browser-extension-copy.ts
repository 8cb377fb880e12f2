import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '../core/guards.ts';

/**
 * The manifest with the permission to reach one more host, so that nobody has to be asked for it.
 * @param pattern a match pattern, such as `http://127.0.0.1/*`
 */
export function addHostPermission(manifest: unknown, pattern: string): Record<string, unknown> {
  if (!isRecord(manifest)) throw new Error('The extension has no readable manifest.');
  const { host_permissions: hosts } = manifest;
  return { ...manifest, host_permissions: [...(Array.isArray(hosts) ? hosts : []), pattern] };
}

export interface ExtensionCopy {
  readonly directory: string;
  remove(): Promise<void>;
}

/** Copies a built extension to a temporary folder and lets the copy reach one more host. */
export async function copyExtension(build: string, pattern: string): Promise<ExtensionCopy> {
  const directory = await mkdtemp(join(tmpdir(), 'aside-extension-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    await cp(build, directory, { recursive: true });
    const manifestPath = join(directory, 'manifest.json');
    const manifest: unknown = JSON.parse(await readFile(manifestPath, 'utf8'));
    await writeFile(manifestPath, JSON.stringify(addHostPermission(manifest, pattern)));
    return { directory, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
