import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { portOf } from './harness/local-port.ts';

const startPath = join(import.meta.dirname, '../../server/start.ts');

/** Runs `npm start` where there is no screen. */
async function start(...args: string[]) {
  const { DISPLAY, WAYLAND_DISPLAY, ...env } = process.env;
  const child = spawn(process.execPath, [startPath, '--port', '0', ...args], { env });
  const [answer, messages] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { answer, messages, exitCode: child.exitCode };
}

/** The address of a port that nobody listens on. */
async function findDeadAddress(): Promise<string> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${portOf(server)}`;
  await new Promise((resolve) => server.close(resolve));
  return address;
}

test.each(['chromium', 'firefox'])(
  'without a screen npm start asks once in %s',
  async (browser) => {
    const { answer, messages, exitCode } = await start(
      '--demo',
      '--browser',
      browser,
      'Say cobalt',
    );
    expect({ answer, messages, exitCode }).toMatchObject({
      answer: expect.stringContaining('cobalt'),
      messages: expect.stringContaining('Answers come from the built-in demo'),
      exitCode: 0,
    });
  },
);

test('an answer that fails ends npm start with the reason', async () => {
  const address = await findDeadAddress();
  const { answer, messages, exitCode } = await start('--upstream', address, 'Say cobalt');
  expect({ answer, messages, exitCode }).toMatchObject({
    answer: '',
    messages: expect.stringContaining(`Cannot reach ${address}`),
    exitCode: 1,
  });
});
