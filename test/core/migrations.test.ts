import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Conversation, emptyConversation } from '../../core/conversation.ts';
import { parsePage, storedPage } from '../../core/history-pages.ts';
import { createFormat, type Migration } from '../../core/migrations.ts';
import { changeSettings, parseSettings } from '../../core/settings.ts';
import { readStoredConversation, storedConversation } from '../../core/stored-conversation.ts';
import { readWaiting, storedWaiting } from '../../core/waiting-list.ts';
import { createMemoryStore } from '../doubles/memory-store.ts';

const rename: Migration = ({ old, ...rest }) => ({ ...rest, new: old });
const double: Migration = ({ new: value, ...rest }) => {
  if (typeof value !== 'number') throw new Error('Not a number');
  return { ...rest, new: 2 * value };
};
const format = createFormat([rename, double], (stored) =>
  typeof stored.new === 'number' ? stored.new : undefined,
);

test('the version to write is one more than there are migrations', () => {
  expect(format.version).toBe(3);
});

test.each([
  { stored: { version: 1, old: 4 }, value: 8 },
  { stored: { version: 2, new: 4 }, value: 8 },
  { stored: { version: 3, new: 4 }, value: 4 },
])('$stored is migrated from its version on', ({ stored, value }) => {
  const before = JSON.stringify(stored);
  expect(format.read(stored)).toEqual({ found: 'value', value });
  expect(JSON.stringify(stored)).toBe(before);
});

test.each([
  { what: 'a newer version', stored: { version: 4, new: 4 }, why: 'newer-version' },
  { what: 'a migration that throws', stored: { version: 1, old: 'four' }, why: 'damaged' },
  { what: 'what the guard refuses', stored: { version: 3, new: 'four' }, why: 'damaged' },
  { what: 'no version', stored: { new: 4 }, why: 'damaged' },
  { what: 'a version below 1', stored: { version: 0, new: 4 }, why: 'damaged' },
  { what: 'half a version', stored: { version: 1.5, new: 4 }, why: 'damaged' },
  { what: 'a version that is text', stored: { version: '3', new: 4 }, why: 'damaged' },
  { what: 'text', stored: 'text', why: 'damaged' },
  { what: 'null', stored: null, why: 'damaged' },
  { what: 'a list', stored: [], why: 'damaged' },
])('$what is unreadable', ({ stored, why }) => {
  expect(format.read(stored)).toEqual({ found: 'unreadable', why });
});

test('what is not stored is missing', () => {
  expect(format.read(undefined)).toEqual({ found: 'missing' });
});

/**
 * What each version has stored, as it was, named by item and version. A file is never edited once
 * its version is released.
 */
const folder = join(import.meta.dirname, '../fixtures/stored');
const examples = readdirSync(folder).map((file) => {
  const [item = '', version] = file.split(/[-.]/);
  const stored = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return { file, item, version: Number(version), stored };
});

test.each([
  { item: 'conversation', current: storedConversation(emptyConversation('example', 0), 0) },
  { item: 'page', current: storedPage({ entries: [], strange: [] }) },
  { item: 'settings', current: changeSettings(undefined, {}) },
  { item: 'waiting', current: storedWaiting([]) },
])('there is an example of each version of a stored $item', ({ item, current }) => {
  const versions = examples.filter((each) => each.item === item).map(({ version }) => version);
  const { version } = current as { version: number };
  const all = Array.from({ length: version }, (_, index) => index + 1);
  expect([...new Set(versions)].toSorted()).toEqual(all);
});

test.each(examples)('$file is read with all that it says', async ({ item, version, stored }) => {
  expect(stored.version).toBe(version);
  const before = JSON.stringify(stored);
  if (item === 'conversation') {
    const { conversation, page } = stored;
    const value = { page, conversation: inOneBranch(withoutDropped(conversation)) };
    expect(readStoredConversation('example', stored)).toEqual({ found: 'value', value });
  } else if (item === 'page') {
    const value = { entries: stored.entries, strange: [] };
    expect(parsePage(stored)).toEqual({ found: 'value', value });
  } else if (item === 'waiting') {
    const store = createMemoryStore({ waiting: JSON.stringify(stored) });
    expect(await readWaiting(store)).toEqual(stored.asked);
  } else {
    expect(item).toBe('settings');
    const { version: _, ...fields } = stored;
    const { settings, unreadable } = parseSettings(stored);
    expect(unreadable).toBeUndefined();
    expect(settings).toMatchObject(fields);
  }
  expect(JSON.stringify(stored)).toBe(before);
});

/** Before version 3 each turn was asked after the one that stands before it. */
function inOneBranch(conversation: Conversation): Conversation {
  const { turns, head = turns.at(-1)?.id } = conversation;
  if (conversation.head !== undefined || head === undefined) return conversation;
  const placed = turns.map((turn, index) => {
    const before = turns[index - 1];
    return before ? { ...turn, after: before.id } : turn;
  });
  return { ...conversation, turns: placed, head };
}

/** All but what migrations leave out on purpose. */
const withoutDropped = (conversation: unknown) =>
  JSON.parse(JSON.stringify(conversation), (key, value) =>
    key === 'retryAfterSeconds' ? undefined : value,
  );
