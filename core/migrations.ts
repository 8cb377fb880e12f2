import { isInteger, isRecord } from './guards.ts';

export type StoredRecord = Readonly<Record<string, unknown>>;

/**
 * Makes the next version of a stored value. Once released it is frozen, so it knows unknown data
 * alone: today's types and guards go on changing. What it cannot make sense of it passes on, for
 * the parse function to refuse, or throws.
 */
export type Migration = (stored: StoredRecord) => StoredRecord;

export type Reading<Value> =
  | { readonly found: 'value'; readonly value: Value }
  | { readonly found: 'missing' }
  | Unreadable;

/** What is stored is to be left as it is. */
export interface Unreadable {
  readonly found: 'unreadable';
  readonly why: 'newer-version' | 'damaged';
}

/** Undefined where there is none, or none that can be read. */
export function valueIn<Value>(reading: {
  readonly found: string;
  readonly value?: Value;
}): Value | undefined {
  return reading.value;
}

/** How one kind of value is stored: a record with a `version`, counted from 1. */
export interface StoredFormat<Value> {
  /** The version to write. */
  readonly version: number;
  /** The only way from what is stored to a value. An older version is migrated, in memory alone. */
  read(stored: unknown): Reading<Value>;
}

/* @__NO_SIDE_EFFECTS__ */
/** The first of the migrations leads from version 1 to 2, the next to 3, and so on. */
export function createFormat<Value>(
  migrations: readonly Migration[],
  parse: (current: StoredRecord) => Value | undefined,
): StoredFormat<Value> {
  const version = migrations.length + 1;
  return {
    version,
    read: (stored) => {
      if (stored === undefined) return { found: 'missing' };
      if (!isRecord(stored) || !isVersion(stored.version)) return damaged;
      if (stored.version > version) return { found: 'unreadable', why: 'newer-version' };
      try {
        const missing = migrations.slice(stored.version - 1);
        const value = parse(missing.reduce((older, migrate) => migrate(older), stored));
        return value === undefined ? damaged : { found: 'value', value };
      } catch {
        return damaged;
      }
    },
  };
}

const damaged: Unreadable = { found: 'unreadable', why: 'damaged' };

const isVersion = (value: unknown): value is number => isInteger(value) && value >= 1;
