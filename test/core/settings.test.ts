import { expect, test } from 'vitest';
import { isBackgroundMessage } from '../../core/protocol-guards.ts';
import type { Settings } from '../../core/settings.ts';
import {
  changeSettings,
  defaultSettings,
  parseSettings,
  settingsToAskWith,
} from '../../core/settings.ts';

const chosen: Settings = {
  serverAddress: 'http://localhost:8365',
  defaultModel: 'gpt-4o',
  systemPrompt: '',
  temperature: 0,
  theme: 'dark',
  selectionTarget: 'panel',
  firstTextSeconds: 7,
  stallSeconds: 5,
  giveUpSeconds: 3600,
  deleteAfterDays: 90,
};

test('settings that were never stored are the defaults', () => {
  expect(parseSettings(undefined).settings).toEqual(defaultSettings);
});

test('stored settings are read as they were written', () => {
  const stored = changeSettings(undefined, chosen);
  expect(parseSettings(JSON.parse(JSON.stringify(stored)))).toEqual({ settings: chosen });
});

test.each<{ field: keyof Settings; wrong: readonly unknown[] }>([
  { field: 'defaultModel', wrong: [null, 7, []] },
  { field: 'systemPrompt', wrong: [null, 7, {}] },
  { field: 'temperature', wrong: [-0.1, 2.1, '1', null, Number.NaN] },
  { field: 'theme', wrong: ['blue', '', null, 0] },
  { field: 'selectionTarget', wrong: ['popup', '', null] },
  { field: 'firstTextSeconds', wrong: [4, 601, 30.5, '30', null] },
  { field: 'stallSeconds', wrong: [4, 601, 30.5, '30', null] },
  { field: 'giveUpSeconds', wrong: [29, 3601, 30.5, '30', null] },
  { field: 'deleteAfterDays', wrong: [-1, 1, 31, '30', null, Number.POSITIVE_INFINITY] },
])('a $field out of range takes its default, the rest is kept', ({ field, wrong }) => {
  const expected = { settings: { ...chosen, [field]: defaultSettings[field] } };
  for (const value of [...wrong, undefined]) {
    expect(parseSettings({ version: 1, ...chosen, [field]: value }), String(value)).toEqual(
      expected,
    );
  }
});

test('fields of no meaning are passed over', () => {
  expect(parseSettings({ version: 1, ...chosen, surprise: 1 })).toEqual({ settings: chosen });
});

test.each(['text', 7, null, [], true, chosen, { version: '1' }])(
  'what is no settings is told: %j',
  (stored) => {
    expect(parseSettings(stored)).toEqual({
      settings: defaultSettings,
      unreadable: 'damaged',
    });
  },
);

test('settings of a newer version are told, and not half understood', () => {
  expect(parseSettings({ ...chosen, version: 2 })).toEqual({
    settings: defaultSettings,
    unreadable: 'newer-version',
  });
});

test('every stall that can be set can be told to a view', () => {
  for (let tenths = 40; tenths <= 6010; tenths += 1) {
    const { settings } = parseSettings({ version: 1, ...chosen, stallSeconds: tenths / 10 });
    const message = { type: 'answer-stalled', askId: 'a', seconds: settings.stallSeconds };
    expect(isBackgroundMessage(message), `${tenths / 10} s`).toBe(true);
  }
});

test('a change leaves all else as it is stored, out of range or unknown', () => {
  const stored = { version: 1, systemPrompt: 'Be brief.', stallSeconds: 9999, surprise: 1 };
  expect(changeSettings(stored, { theme: 'dark' })).toEqual({ ...stored, theme: 'dark' });
  expect(changeSettings(undefined, { theme: 'dark' })).toEqual({ version: 1, theme: 'dark' });
});

test.each([{ version: 2 }, 'text'])('what cannot be read is not changed: %j', (stored) => {
  expect(changeSettings(stored, { theme: 'dark' })).toBeUndefined();
});

test.each(['', 7, null])(
  'an address that cannot be read is none, not the default one: %j',
  (address) => {
    const { settings } = parseSettings({ version: 1, ...chosen, serverAddress: address });
    expect(settings).toEqual({ ...chosen, serverAddress: '' });
  },
);

test('with settings that cannot be read nothing is asked', () => {
  const unreadable = { error: { kind: 'settings-unreadable' } };
  for (const stored of ['text', { version: 99 }, []]) {
    expect(() => settingsToAskWith(stored)).toThrow(expect.objectContaining(unreadable));
  }
  expect(settingsToAskWith(undefined)).toEqual(defaultSettings);
});
