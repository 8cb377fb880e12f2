import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startLoopbackServer } from '../../doubles/loopback-server.ts';

const root = join(import.meta.dirname, '../../..');

test('plain Node runs the provider, with no build step', async () => {
  const server = await startLoopbackServer((response) => response.end('Xin chào 👋'));
  const script = `
    import { AI365VIP } from './core/provider/ai365vip.ts';
    const messages = [{ role: 'user', content: 'Hello' }];
    const options = { url: ${JSON.stringify(server.url)} };
    for await (const text of AI365VIP.createAsyncGenerator('gpt-4o', messages, options)) {
      process.stdout.write(text);
    }`;
  const run = promisify(execFile);
  const arguments_ = ['--input-type=module', '--eval', script];
  const { stdout, stderr } = await run(process.execPath, arguments_, { cwd: root });
  expect({ stdout, stderr }).toEqual({ stdout: 'Xin chào 👋', stderr: '' });
});
