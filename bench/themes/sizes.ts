import { buildDirectories } from '../../server/browser-build.ts';
import { type Surface, scriptBudgets } from '../../test/budgets.ts';
import { gzippedSize, readStartScripts } from '../../test/e2e/harness/scripts.ts';
import { atMost, type Figure } from '../figure.ts';
import type { Theme } from '../theme.ts';

export const sizes: Theme = {
  name: 'sizes',
  title: 'Scripts loaded at the start',
  about:
    'The scripts that a surface loads at its start, with all that they import, gzipped one by one. The same budgets are part of `npm test`, which also sees in a browser that nothing else is loaded. A size is the same in every run. KB is 1,024 bytes.',
  async measure() {
    const build = buildDirectories.chromium;
    const scripts = await readStartScripts(build);
    const surfaces = Object.keys(scriptBudgets) as Surface[];
    return Promise.all(
      surfaces.map(async (surface): Promise<Figure> => {
        const size = await gzippedSize(build, scripts[surface]);
        return {
          name: surface,
          unit: ' KB',
          values: [size / 1024],
          target: atMost(scriptBudgets[surface] / 1024, ' KB'),
        };
      }),
    );
  },
};
