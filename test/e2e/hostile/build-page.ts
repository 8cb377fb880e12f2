import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { build } from 'vite';

/** The renderer's page as one HTML string. */
export async function buildRendererPage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [preact({ devToolsEnabled: false })],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: join(import.meta.dirname, 'renderer-page.tsx') },
    },
  });
  if (!('output' in built)) throw new Error('The page was not built at once.');
  const code = built.output[0].code.replaceAll('</script', '<\\/script');
  return `<meta charset="utf-8"><body><script type="module">${code}</script>`;
}
