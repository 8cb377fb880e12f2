import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDirectories } from '../../server/browser-build.ts';

type Kind = 'chromium' | 'firefox';

const readBuilt = (kind: Kind, name: string) =>
  readFileSync(join(buildDirectories[kind], name), 'utf8');
const readManifest = (kind: Kind) => JSON.parse(readBuilt(kind, 'manifest.json'));
const readSources = () =>
  ['entrypoints', 'platform'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );

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

test('nobody listens to other extensions and to pages', () => {
  // "externally_connectable" for nobody at all is a warning in Chromium and unknown to Firefox.
  const external = readSources().filter((text) => /on(Connect|Message)External/.test(text));
  expect(external).toEqual([]);
});

test.each(['chromium', 'firefox'] as const)('in %s what is not allowed is forbidden', (kind) => {
  const policy: string = readManifest(kind).content_security_policy.extension_pages;
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  for (const name of ['sidepanel', 'popup', 'options']) {
    const page = readBuilt(kind, `${name}.html`);
    expect(page).toContain("connect-src 'none'; img-src 'self' data: blob:");
  }
});

test.each(['chromium', 'firefox'] as const)(
  'in %s the card knows nothing of what is stored',
  (kind) => {
    const card = readBuilt(kind, 'card.js') + readBuilt(kind, 'card-markdown.js');
    expect(card).not.toMatch(/\bstorage(\.|\?\.|`\]|'\]|"\])/);
    expect(card).not.toMatch(/localStorage|indexedDB|document\.cookie|\bcaches\b/);
    expect(card).not.toMatch(/history:(newest|page)|conversation:\$\{|piece:\$\{|systemPrompt/);
    expect(readBuilt(kind, 'background.js')).toMatch(/history:newest/);
  },
);
