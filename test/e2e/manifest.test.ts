import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildDirectories } from '../../server/browser-build.ts';

const readManifest = (kind: 'chromium' | 'firefox') =>
  JSON.parse(readFileSync(`${buildDirectories[kind]}/manifest.json`, 'utf8'));

const permissions = [
  'alarms',
  'storage',
  'unlimitedStorage',
  'contextMenus',
  'activeTab',
  'scripting',
  'declarativeNetRequestWithHostAccess',
];

test.each([
  { kind: 'chromium', expected: [...permissions, 'sidePanel'] },
  { kind: 'firefox', expected: permissions },
] as const)('$kind is asked at install for nothing but what is needed', ({ kind, expected }) => {
  const manifest = readManifest(kind);
  expect(manifest.permissions.toSorted()).toEqual(expected.toSorted());
  expect(manifest.host_permissions).toEqual(['https://chat.ai365vip.com/*']);
  expect(manifest.content_scripts ?? []).toEqual([]);
  expect(manifest).not.toHaveProperty('web_accessible_resources');
  expect(manifest).not.toHaveProperty('externally_connectable');
  expect(manifest).not.toHaveProperty('optional_permissions');
});
