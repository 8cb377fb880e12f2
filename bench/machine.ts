import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '../core/guards.ts';

/** What ran, and on what: without it a time says little. */
export interface Machine {
  readonly date: string;
  readonly versions: string;
  readonly hardware: string;
}

/** @param browserVersion as the browser itself says it, such as `Chrome/156.0.1` */
export function describeMachine(browserVersion: string): Machine {
  const manifest: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
  );
  const version = isRecord(manifest) ? manifest.version : '';
  const model = cpus()[0]?.model.trim() || arch();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return {
    date: new Date().toISOString().slice(0, 10),
    versions: [
      `Aside ${version}`,
      browserVersion.replace(/^(Headless)?Chrome\//, 'Chromium '),
      `Node ${process.versions.node}`,
      `${type()} ${release()}`,
    ].join(' · '),
    hardware: `${availableParallelism()} cores (${model}), ${gigabytes} GB of memory`,
  };
}
