import { AskFailure } from './errors.ts';
import type { FieldGuards } from './guards.ts';
import { isInteger, isNumber, isOneOf, isText } from './guards.ts';
import type { StoredRecord, Unreadable } from './migrations.ts';
import { createFormat, valueIn } from './migrations.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Where a right-click question is answered: in the card beside the selection, or the side panel. */
export const selectionTargets = ['card', 'panel'] as const;
export type SelectionTarget = (typeof selectionTargets)[number];

/** After how many days without a change conversations are deleted; 0 for never. */
export const deletionTimes = [0, 30, 90, 365] as const;
type DeletionTime = (typeof deletionTimes)[number];

export interface Settings {
  /** Normalised by `parseServerAddress`: no trailing slash. */
  readonly serverAddress: string;
  /** A model's name, or '' for the provider's default. */
  readonly defaultModel: string;
  readonly systemPrompt: string;
  /** 0 to 2. */
  readonly temperature: number;
  readonly theme: Theme;
  readonly selectionTarget: SelectionTarget;
  /** Whole seconds without any text before a running answer says that it stalls: the first text. */
  readonly firstTextSeconds: number;
  /** The same between two texts. */
  readonly stallSeconds: number;
  /** Whole seconds without any text that end a running answer. */
  readonly giveUpSeconds: number;
  readonly deleteAfterDays: DeletionTime;
}

/** The key in storage.local. Options pages write it; everything else reads and watches. */
export const settingsKey = 'settings';

export const defaultSettings: Settings = {
  serverAddress: 'https://chat.ai365vip.com',
  defaultModel: '',
  systemPrompt: 'You are a helpful assistant.',
  temperature: 1,
  theme: 'system',
  selectionTarget: 'card',
  firstTextSeconds: 30,
  stallSeconds: 30,
  giveUpSeconds: 600,
  deleteAfterDays: 0,
};

/** The bounds of each setting that is a number, both included. */
export const settingBounds = {
  temperature: { low: 0, high: 2 },
  firstTextSeconds: { low: 5, high: 600 },
  stallSeconds: { low: 5, high: 600 },
  giveUpSeconds: { low: 30, high: 3600 },
} as const;

const isWithin = ({ low, high }: { readonly low: number; readonly high: number }) => {
  return (value: unknown): value is number => isNumber(value) && value >= low && value <= high;
};
const isSeconds = (bounds: { readonly low: number; readonly high: number }) => {
  return (value: unknown): value is number => isInteger(value) && isWithin(bounds)(value);
};

const fieldGuards: FieldGuards<Settings> = {
  serverAddress: (value): value is string => isText(value) && value !== '',
  defaultModel: isText,
  systemPrompt: isText,
  temperature: isWithin(settingBounds.temperature),
  theme: isOneOf(themes),
  selectionTarget: isOneOf(selectionTargets),
  firstTextSeconds: isSeconds(settingBounds.firstTextSeconds),
  stallSeconds: isSeconds(settingBounds.stallSeconds),
  giveUpSeconds: isSeconds(settingBounds.giveUpSeconds),
  deleteAfterDays: isOneOf(deletionTimes),
};

const format = createFormat([], (stored) => stored);

/**
 * A field that is missing or out of range takes its default; but an address that cannot be read is
 * none, as what was meant for one server must not go to another.
 */
function settingsOf(stored: StoredRecord): Settings {
  const kept = Object.entries(fieldGuards).filter(([field, guard]) => guard(stored[field]));
  const fields = Object.fromEntries(kept.map(([field]) => [field, stored[field]]));
  const lost = stored.serverAddress !== undefined && !('serverAddress' in fields);
  return { ...defaultSettings, ...fields, ...(lost ? { serverAddress: '' } : {}) };
}

export interface ParsedSettings {
  /** The defaults, where what is stored cannot be read. */
  readonly settings: Settings;
  readonly unreadable: Unreadable['why'] | undefined;
}

export function parseSettings(stored: unknown): ParsedSettings {
  const reading = format.read(stored);
  const settings = reading.found === 'value' ? settingsOf(reading.value) : defaultSettings;
  return { settings, unreadable: reading.found === 'unreadable' ? reading.why : undefined };
}

/**
 * The settings to ask with.
 * @throws AskFailure `settings-unreadable`: the defaults would send the question to another server.
 */
export function settingsToAskWith(stored: unknown): Settings {
  const { settings, unreadable } = parseSettings(stored);
  if (unreadable) throw new AskFailure({ kind: 'settings-unreadable' });
  return settings;
}

/**
 * What to store for a change of what is stored: all that is not changed stays as it is, understood
 * or not. undefined where nothing may be stored.
 */
export function changeSettings(stored: unknown, change: Partial<Settings>): unknown {
  const reading = format.read(stored);
  if (reading.found === 'unreadable') return undefined;
  const before = valueIn(reading) ?? {};
  return { ...before, version: format.version, ...change };
}
