import { expect, test } from 'vitest';
import { planInstall } from '../../server/browser-install.ts';

test('nothing is done where nothing is missing', () => {
  expect(planInstall([], { isRoot: false, hasApt: false })).toEqual({ step: 'nothing' });
});

test('root on a Debian-like system installs the packages by their names there', () => {
  expect(planInstall(['firefox', 'Xvfb'], { isRoot: true, hasApt: true })).toEqual({
    step: 'apt-get',
    packages: ['firefox-esr', 'xvfb'],
  });
});

test('a user on a Debian-like system is told the command', () => {
  expect(planInstall(['chromium', 'xdotool'], { isRoot: false, hasApt: true })).toEqual({
    step: 'refuse',
    message:
      'Missing: Chrome, Chromium or Edge, xdotool. Please run: sudo apt-get install chromium xdotool.',
  });
});

test('elsewhere even root is told what to install', () => {
  expect(planInstall(['chromium'], { isRoot: true, hasApt: false })).toEqual({
    step: 'refuse',
    message:
      'Missing: Chrome, Chromium or Edge. Please install what is missing and start again; a browser in an unusual place is named by ASIDE_BROWSER.',
  });
});
