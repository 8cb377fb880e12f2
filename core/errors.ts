import type { FieldGuards } from './guards.ts';
import { hasFields, isNumber, isOneOf, isRecord, isText, optional } from './guards.ts';

/**
 * Why an answer failed, as plain data: it crosses ports and is kept in history.
 * `core/error-text.ts` turns each kind into what happened and what to do.
 */
export type AskError =
  /** The request never reached the server, or no response came back. */
  | { readonly kind: 'network'; readonly host: string }
  /** The browser says that there is no connection. */
  | { readonly kind: 'offline' }
  /** A 4xx or 5xx status. `detail` is a short reason the server gave, '' if none. */
  | {
      readonly kind: 'http';
      readonly host: string;
      readonly status: number;
      readonly detail: string;
      /** When the server wants to be asked again, in ms since 1970; from `Retry-After`. */
      readonly retryAt?: number;
    }
  /** A `cf-mitigated: challenge` header: a person must pass a check on the site. */
  | { readonly kind: 'human-check'; readonly url: string }
  /** HTML or JSON where the answer's text was due. */
  | {
      readonly kind: 'not-this-protocol';
      readonly host: string;
      readonly received: 'html' | 'json';
      readonly detail: string;
    }
  /** The server at this address led elsewhere; the request went no further. */
  | { readonly kind: 'redirected'; readonly url: string }
  /** A 200 with no text at all. */
  | { readonly kind: 'empty-answer'; readonly host: string }
  /** The connection broke after the response began. */
  | { readonly kind: 'cut'; readonly host: string }
  | { readonly kind: 'model-not-supported'; readonly model: string; readonly provider: string }
  /** No text for `seconds`; the answer was given up. */
  | { readonly kind: 'stalled'; readonly host: string; readonly seconds: number }
  | { readonly kind: 'bad-address'; readonly address: string }
  /** What server to ask is not known, so nothing was sent. */
  | { readonly kind: 'settings-unreadable' }
  /** The browser withholds access to the server; `origin` is a match pattern to ask for. */
  | { readonly kind: 'no-permission'; readonly host: string; readonly origin: string }
  /** The question and the system prompt exceed what the model reads. Both counts are estimates. */
  | { readonly kind: 'question-too-long'; readonly tokens: number; readonly limit: number }
  /** A defect of ours, said openly. */
  | { readonly kind: 'unexpected'; readonly detail: string };

export type AskErrorKind = AskError['kind'];

/** What a provider throws: an `Error` that carries the plain data. */
export class AskFailure extends Error {
  readonly error: AskError;

  constructor(error: AskError, options?: { cause?: unknown }) {
    super(describeForLog(error), options);
    this.name = 'AskFailure';
    this.error = error;
  }
}

/** Anything thrown → plain data. */
export function toAskError(thrown: unknown): AskError {
  if (thrown instanceof AskFailure) return thrown.error;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { kind: 'unexpected', detail };
}

function describeForLog(error: AskError): string {
  if (error.kind === 'model-not-supported') {
    return `Model is not supported: ${error.model} in: ${error.provider}`;
  }
  const { kind, ...data } = error;
  return `${kind} ${JSON.stringify(data)}`;
}

// It becomes a link.
const isWebAddress = (value: unknown): value is string =>
  isText(value) && /^https?:\/\//i.test(value) && URL.canParse(value);

const fieldsByKind: {
  readonly [Kind in AskErrorKind]: FieldGuards<Omit<Extract<AskError, { kind: Kind }>, 'kind'>>;
} = {
  network: { host: isText },
  offline: {},
  http: { host: isText, status: isNumber, detail: isText, retryAt: optional(isNumber) },
  'human-check': { url: isWebAddress },
  'not-this-protocol': { host: isText, received: isOneOf(['html', 'json']), detail: isText },
  redirected: { url: isWebAddress },
  'empty-answer': { host: isText },
  cut: { host: isText },
  'model-not-supported': { model: isText, provider: isText },
  stalled: { host: isText, seconds: isNumber },
  'bad-address': { address: isText },
  'settings-unreadable': {},
  'no-permission': { host: isText, origin: isText },
  'question-too-long': { tokens: isNumber, limit: isNumber },
  unexpected: { detail: isText },
};

/** The error with the fields of its kind alone. */
export function plainError<Plain extends AskError>(error: Plain): AskError {
  const fields = Object.keys(fieldsByKind[error.kind]).map((field) => [
    field,
    Reflect.get(error, field),
  ]);
  const plain: unknown = { kind: error.kind, ...Object.fromEntries(fields) };
  return isAskError(plain) ? plain : error;
}

/** Admits an AskError that crossed a port or was read from storage. */
export function isAskError(value: unknown): value is AskError {
  if (!isRecord(value)) return false;
  const fields = Object.entries(fieldsByKind).find(([kind]) => kind === value.kind)?.[1];
  return fields !== undefined && hasFields<object>(value, fields);
}
