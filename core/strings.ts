import type messages from '../public/_locales/en/messages.json';

/** A string's name in `public/_locales/en/messages.json`; the other locales have the same ones. */
export type StringKey = keyof typeof messages;

/** Substitutions fill `$1`, `$2` and so on, or the placeholders named for them. */
export type Translate = (key: StringKey, ...substitutions: readonly (string | number)[]) => string;
