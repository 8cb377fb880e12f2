import { describe, expect, test } from 'vitest';
import { findBrowser, hasCommand, listCandidates } from '../../server/browser-find.ts';

const machine = (
  platform: NodeJS.Platform,
  programs: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) => ({
  platform,
  environment,
  home: '/home/ada',
  isProgram: (path: string) => programs.includes(path),
});

describe('findBrowser', () => {
  test.each([
    ['chromium', '/usr/bin/chromium', machine('linux', ['/usr/bin/chromium', '/usr/bin/firefox'])],
    ['firefox', '/usr/bin/firefox-esr', machine('linux', ['/usr/bin/firefox-esr'])],
    [
      'chromium',
      '/opt/tools/google-chrome',
      machine('linux', ['/opt/tools/google-chrome', '/usr/bin/chromium'], { PATH: '/opt/tools' }),
    ],
    [
      'chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      machine('darwin', [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Firefox.app/Contents/MacOS/firefox',
      ]),
    ],
    [
      'firefox',
      '/home/ada/Applications/Firefox.app/Contents/MacOS/firefox',
      machine('darwin', ['/home/ada/Applications/Firefox.app/Contents/MacOS/firefox']),
    ],
    [
      'chromium',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
      machine('win32', ['C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'], {
        PROGRAMFILES: 'C:\\Program Files',
        'PROGRAMFILES(X86)': 'C:\\Program Files (x86)',
      }),
    ],
  ] as const)('takes %s at %s', (kind, path, surroundings) => {
    expect(findBrowser(undefined, surroundings)).toEqual({ kind, path });
  });

  test('finds the wanted kind beside a preferred one', () => {
    const surroundings = machine('linux', ['/usr/bin/chromium', '/usr/bin/firefox-esr']);
    expect(findBrowser('firefox', surroundings)?.path).toBe('/usr/bin/firefox-esr');
  });

  test('finds nothing where there is nothing', () => {
    expect(findBrowser(undefined, machine('linux', []))).toBeUndefined();
  });

  test('ASIDE_BROWSER goes before everything else', () => {
    const programs = ['/opt/firefox/firefox', '/usr/bin/chromium'];
    const surroundings = machine('linux', programs, { ASIDE_BROWSER: '/opt/firefox/firefox' });
    expect(findBrowser(undefined, surroundings)).toEqual({
      kind: 'firefox',
      path: '/opt/firefox/firefox',
    });
    expect(findBrowser('chromium', surroundings)?.path).toBe('/usr/bin/chromium');
  });

  test('ASIDE_BROWSER that names no program is said, not passed over', () => {
    const surroundings = machine('linux', ['/usr/bin/chromium'], { ASIDE_BROWSER: '/opt/none' });
    expect(() => findBrowser(undefined, surroundings)).toThrow(
      'ASIDE_BROWSER names no program: /opt/none',
    );
  });
});

test('relative folders on PATH are not searched', () => {
  const { environment, ...rest } = machine('linux', [], { PATH: '.:bin:/opt/bin' });
  const paths = listCandidates({ environment, ...rest }).map(({ path }) => path);
  expect(paths).toContain('/opt/bin/firefox');
  expect(paths.filter((path) => !path.startsWith('/'))).toEqual([]);
});

test('a command is there when one of the folders on PATH has it', () => {
  const surroundings = machine('linux', ['/opt/bin/Xvfb'], { PATH: '/usr/bin:/opt/bin' });
  expect(hasCommand('Xvfb', surroundings)).toBe(true);
  expect(hasCommand('xdotool', surroundings)).toBe(false);
});
