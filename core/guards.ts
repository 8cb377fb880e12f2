/** Narrows unknown data to an object whose fields can be read (and are still unknown). */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTrue = (value: unknown): value is true => value === true;
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isNumber = (value: unknown): value is number => Number.isFinite(value);
export const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

// Making a guard has no effect: said so, one that a script does not use is left out of it.
/* @__NO_SIDE_EFFECTS__ */
export function isListOf<Item>(isItem: (value: unknown) => value is Item) {
  return (value: unknown): value is readonly Item[] => Array.isArray(value) && value.every(isItem);
}
export const isTexts = isListOf(isText);

/* @__NO_SIDE_EFFECTS__ */
export const isOneOf =
  <Value>(values: readonly Value[]) =>
  (value: unknown): value is Value =>
    values.some((each) => each === value);

/* @__NO_SIDE_EFFECTS__ */
/** Admits the names of a record's fields. */
export const isKeyOf =
  <Key extends string>(record: Readonly<Record<Key, unknown>>) =>
  (value: unknown): value is Key =>
    isText(value) && Object.hasOwn(record, value);

/* @__NO_SIDE_EFFECTS__ */
export const optional =
  <Value>(guard: (value: unknown) => value is Value) =>
  (value: unknown): value is Value | undefined =>
    value === undefined || guard(value);

/**
 * Does not compile while a field has no guard, or one that admits another type. One that admits too
 * little does: what may be missing needs an `optional` one.
 */
export type FieldGuards<Value> = {
  readonly [Field in keyof Value]-?: (value: unknown) => value is Value[Field];
};

/** Whether a record's fields are what they are to be. It may have others, too. */
export function hasFields<Value>(
  record: Readonly<Record<string, unknown>>,
  guards: FieldGuards<Value>,
): boolean {
  return Object.entries<(value: unknown) => boolean>(guards).every(([field, guard]) =>
    guard(record[field]),
  );
}

/* @__NO_SIDE_EFFECTS__ */
/** Admits records with these fields. */
export const isRecordOf =
  <Value>(guards: FieldGuards<Value>) =>
  (value: unknown): value is Value =>
    isRecord(value) && hasFields(value, guards);

/** JSON text → what it says; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The end of an exhaustive `switch`: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected: ${JSON.stringify(value)}`);
}
