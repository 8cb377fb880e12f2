import { describe, expect, test } from 'vitest';
import { UsageError } from '../../server/options.ts';
import { hasScreen, parseStartOptions } from '../../server/start-options.ts';

describe('parseStartOptions', () => {
  test('without arguments there is no question and no wish for a browser', () => {
    const options = parseStartOptions([], {});
    expect(options).toMatchObject({ browser: undefined, question: undefined });
    expect(options.serve).toMatchObject({ port: 8365, host: '127.0.0.1', demo: false });
  });

  test('words are the question, options go to the server', () => {
    const args = [
      '--browser',
      'firefox',
      'Why',
      '--upstream=http://127.0.0.1:1',
      '--model',
      'm',
      'not?',
    ];
    const options = parseStartOptions(args, { ASIDE_UPSTREAM_KEY: 'k' });
    expect(options).toMatchObject({ browser: 'firefox', question: 'Why not?' });
    expect(options.serve).toMatchObject({
      upstream: 'http://127.0.0.1:1',
      upstreamKey: 'k',
      model: 'm',
    });
  });

  test.each([
    ['an unknown option', ['--colour', 'red']],
    ['an option without its value', ['--upstream']],
    ['an unknown browser', ['--browser', 'lynx']],
    ['a browser without a name', ['--browser']],
  ])('%s is refused', (_name, args) => {
    expect(() => parseStartOptions(args, {})).toThrow(UsageError);
  });
});

test.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['darwin', {}, true],
  ['win32', {}, true],
] as const)('on %s with %j a window can be opened: %s', (platform, environment, expected) => {
  expect(hasScreen(platform, environment)).toBe(expected);
});
