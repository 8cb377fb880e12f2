import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createDemoBackend } from '../../server/demo/demo.ts';
import { parseServeOptions, UsageError } from '../../server/options.ts';
import { startServer } from '../../server/server.ts';
import { serve } from './support/client.ts';

const mainPath = join(import.meta.dirname, '../../server/main.ts');

function run(...args: string[]) {
  const child = spawn(process.execPath, [mainPath, ...args], { stdio: 'pipe' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const exited = once(child, 'exit').then(([code]) => code);
  return { child, exited, errors: text(child.stderr) };
}

async function waitForAddress(child: ReturnType<typeof run>['child']) {
  let output = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk;
    if (output.split('\n').length > 2) break;
  }
  const url = /^Listening on (http:\S+)\n/.exec(output)?.[1] ?? '';
  return { output, url };
}

test.for(['SIGINT', 'SIGTERM'] as const)(
  'the command serves the demo, says so, and ends on %s',
  async (signal) => {
    const { child, exited, errors } = run('--port', '0', '--demo');
    const { output, url } = await waitForAddress(child);
    expect(output).toContain('Answers come from the built-in demo, not from an AI model');
    expect(await (await fetch(url)).text()).toContain('AI365VIP');
    child.kill(signal);
    expect([await exited, await errors]).toEqual([0, '']);
  },
);

test.for([
  { host: '127.0.0.1', warns: false },
  { host: '0.0.0.0', warns: true },
])('on $host it says who can use it: $warns', async ({ host, warns }) => {
  const { child } = run('--port', '0', '--demo', '--host', host);
  const { output } = await waitForAddress(child);
  expect(output.includes('Every program on every machine')).toBe(warns);
});

test('a bad option is one sentence and exit code 2', async () => {
  const { exited, errors } = run('--prot', '1');
  expect(await errors).toBe("Unknown option '--prot': --help lists the options.\n");
  expect(await exited).toBe(2);
});

test('a port in use is one sentence and exit code 1', async () => {
  const { url } = await serve({ backend: createDemoBackend() });
  const { port } = new URL(url);
  const { exited, errors } = run('--port', port, '--demo');
  expect(await errors).toBe(
    `Port ${port} on 127.0.0.1 is already in use: stop what uses it or choose another port with --port.\n`,
  );
  expect(await exited).toBe(1);
});

test('an address that is not of this machine is refused with a sentence', async () => {
  const start = startServer({ port: 0, host: '192.0.2.1', backend: createDemoBackend() });
  await expect(start).rejects.toThrow('Cannot listen on 192.0.2.1 port 0 (EADDRNOTAVAIL).');
});

test('--help lists every option', async () => {
  const { child, exited } = run('--help');
  const output = await text(child.stdout);
  for (const name of ['port', 'host', 'upstream', 'upstream-key', 'model', 'demo']) {
    expect(output).toContain(`--${name} `);
  }
  expect(await exited).toBe(0);
});

test('options have their defaults, and the key may come from the environment', () => {
  const defaults = { port: 8365, host: '127.0.0.1', demo: false, help: false };
  expect(parseServeOptions([], {})).toEqual(defaults);
  const environment = { ASIDE_UPSTREAM_KEY: 'from the environment' };
  const upstream = ['--upstream', 'http://192.0.2.1'];
  expect(parseServeOptions(upstream, environment).upstreamKey).toBe('from the environment');
  const withKey = [...upstream, '--upstream-key', 'given', '--port=80', '--model', 'qwen3'];
  expect(parseServeOptions(withKey, environment)).toMatchObject({
    port: 80,
    upstream: 'http://192.0.2.1',
    upstreamKey: 'given',
    model: 'qwen3',
  });
});

test.for([
  [['--port', 'x'], '--port must be a whole number from 0 to 65535, not "x".'],
  [['--port', '65536'], '--port must be a whole number from 0 to 65535, not "65536".'],
  [['--port=-1'], '--port must be a whole number from 0 to 65535, not "-1".'],
  [['--port='], '--port must be a whole number from 0 to 65535, not "".'],
  [['--host='], '--host must be a name or an address.'],
  [['serve'], "Unexpected argument 'serve': --help lists the options."],
  [['--model'], "Option '--model <value>' argument missing: --help lists the options."],
  [['--demo', '--upstream', 'http://a'], '--demo and --upstream exclude each other.'],
  [['--upstream-key', 'k'], '--upstream-key needs --upstream.'],
  [['--upstream', 'a'], 'The upstream must be an http or https URL, not "a".'],
] as const)('the arguments %j are refused: %s', ([args, message]) => {
  expect(() => parseServeOptions(args, {})).toThrow(new UsageError(message));
});
