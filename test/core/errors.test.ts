import { expect, test } from 'vitest';
import type { AskError, AskErrorKind } from '../../core/errors.ts';
import { AskFailure, isAskError, toAskError } from '../../core/errors.ts';

/** One example of each kind: a kind without one does not compile. */
const examples: { readonly [Kind in AskErrorKind]: Extract<AskError, { kind: Kind }> } = {
  network: { kind: 'network', host: 'chat.example' },
  offline: { kind: 'offline' },
  http: { kind: 'http', host: 'chat.example', status: 429, detail: '', retryAt: 30 },
  'human-check': { kind: 'human-check', url: 'https://chat.example' },
  'not-this-protocol': {
    kind: 'not-this-protocol',
    host: 'chat.example',
    received: 'html',
    detail: '',
  },
  redirected: { kind: 'redirected', url: 'https://chat.example' },
  'empty-answer': { kind: 'empty-answer', host: 'chat.example' },
  cut: { kind: 'cut', host: 'chat.example' },
  'model-not-supported': { kind: 'model-not-supported', model: 'gpt-9', provider: 'AI365VIP' },
  stalled: { kind: 'stalled', host: 'chat.example', seconds: 600 },
  'settings-unreadable': { kind: 'settings-unreadable' },
  'bad-address': { kind: 'bad-address', address: 'nowhere' },
  'no-permission': {
    kind: 'no-permission',
    host: 'chat.example',
    origin: 'https://chat.example/*',
  },
  'question-too-long': { kind: 'question-too-long', tokens: 20_000, limit: 15_385 },
  unexpected: { kind: 'unexpected', detail: 'TypeError: x is undefined' },
};
const all: readonly AskError[] = Object.values(examples);

test.each(all)('an error of kind $kind is admitted after the JSON round trip', (error) => {
  expect(isAskError(JSON.parse(JSON.stringify(error)))).toBe(true);
});

const optionalFields = ['retryAt'];
const fields = all.flatMap((error) =>
  Object.keys(error)
    .filter((field) => field !== 'kind')
    .map((field) => ({ error, kind: error.kind, field })),
);

test.each(fields)('$kind is refused with a wrong $field', ({ error, field }) => {
  for (const wrong of [null, {}, [], true, Number.NaN]) {
    expect(isAskError({ ...error, [field]: wrong }), JSON.stringify(wrong)).toBe(false);
  }
});

test.each(fields)('$kind without its $field is refused unless it may lack', ({ error, field }) => {
  const { [field]: _, ...damaged } = { ...error } as Record<string, unknown>;
  expect(isAskError(damaged)).toBe(optionalFields.includes(field));
});

test.each([
  undefined,
  null,
  'network',
  [],
  {},
  { kind: 'unheard-of' },
  { kind: 'constructor' },
  { kind: 7 },
  { host: 'chat.example' },
  { kind: 'not-this-protocol', host: 'chat.example', received: 'xml', detail: '' },
])('what is no error is refused: %j', (value) => {
  expect(isAskError(value)).toBe(false);
});

test.each(all)('a failure carries its data, with a message for the log: $kind', (error) => {
  const failure = new AskFailure(error);
  expect(failure).toBeInstanceOf(Error);
  expect(failure.name).toBe('AskFailure');
  expect(failure.message).not.toBe('');
  expect(toAskError(failure)).toBe(error);
});

test('a failure keeps its cause', () => {
  const cause = new TypeError('Failed to fetch');
  expect(new AskFailure(examples.network, { cause }).cause).toBe(cause);
});

test.each([
  { name: 'an error', thrown: new RangeError('Too far'), detail: 'RangeError: Too far' },
  { name: 'a text', thrown: 'Oh no', detail: 'Oh no' },
  { name: 'nothing', thrown: undefined, detail: 'undefined' },
])('anything else thrown is told as unexpected: $name', ({ thrown, detail }) => {
  expect(toAskError(thrown)).toEqual({ kind: 'unexpected', detail });
});

test.each(['javascript:alert(1)', 'not an address', 'ftp://chat.example', ''])(
  'an address that would become a link is a web address: %j is none',
  (url) => {
    expect(isAskError({ kind: 'human-check', url })).toBe(false);
    expect(isAskError({ kind: 'redirected', url })).toBe(false);
  },
);
