import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildDirectories } from '../../../server/browser-build.ts';
import { ensureTools } from '../../../server/browser-install.ts';
import { makeFirefoxProfile } from './firefox-profile.ts';

/** Browser tests never skip: what they need is installed, or the run fails and says what it is. */
export default async function setUp({ provide }: TestProject): Promise<void> {
  ensureTools(['chromium', 'firefox', 'Xvfb', 'xdotool']);
  for (const directory of Object.values(buildDirectories)) {
    if (!existsSync(join(directory, 'manifest.json'))) {
      throw new Error(`${directory} has no built extension: run "npm run build" first.`);
    }
  }
  provide('firefoxProfile', await makeFirefoxProfile());
}
