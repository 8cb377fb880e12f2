import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startLoopbackServer } from '../../doubles/loopback-server.ts';
import { ask, respondWith } from './ask.ts';

const url = 'https://chat.example';
const host = 'chat.example';
const errorFrom = async (body: string | null, init?: ResponseInit) =>
  (await ask({ url, fetch: respondWith(body, init) })).error;

test('a request that never arrives is a network failure', async () => {
  const request: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await ask({ url, fetch: request })).toEqual({
    text: '',
    error: { kind: 'network', host },
  });
});

test('a server that hangs up before it answers is a network failure', async () => {
  const server = await startLoopbackServer((response) => void response.socket?.destroy());
  expect((await ask({ url: server.url })).error).toEqual({ kind: 'network', host: server.host });
});

test.each([
  { name: 'its text', body: 'Too many questions today', detail: 'Too many questions today' },
  { name: 'its text without white space around', body: '\n Busy \n', detail: 'Busy' },
  { name: 'JSON error as a string', body: '{"error":"No such key"}', detail: 'No such key' },
  {
    name: 'JSON error as an object',
    body: '{"error":{"code":42,"message":"Model is gone"}}',
    detail: 'Model is gone',
  },
  { name: 'JSON detail', body: '{"detail":"Not found"}', detail: 'Not found' },
  { name: 'JSON reason', body: '[{"reason":"Quota"}]', detail: 'Quota' },
  {
    name: 'escaped characters',
    body: String.raw`{"message":"\u4f60\u597d \"x\"\nline\/two \ud83d\ude00"}`,
    detail: '你好 "x"\nline/two 😀',
  },
  { name: 'JSON without a reason', body: '{"code":7}', detail: '{"code":7}' },
  { name: 'the status text for a bare Error', body: 'Error', detail: 'Bad Gateway' },
  { name: 'the status text for a page', body: '<html>Oh no</html>', detail: 'Bad Gateway' },
  { name: 'the status text for nothing', body: '', detail: 'Bad Gateway' },
  { name: 'a long one, shortened', body: 'x'.repeat(5000), detail: `${'x'.repeat(300)}…` },
  {
    name: 'the reason of JSON too long to read whole',
    body: `{"message":"Too long","input":"${'y'.repeat(200_000)}"}`,
    detail: 'Too long',
  },
])('a failing status carries the reason that the server gave: $name', async ({ body, detail }) => {
  expect(await errorFrom(body, { status: 502, statusText: 'Bad Gateway' })).toEqual({
    kind: 'http',
    host,
    status: 502,
    detail,
  });
});

/** When the server wants to be asked again, in ms from now: at least and at most. */
async function readWait(headers: Readonly<Record<string, string>>) {
  const before = Date.now();
  const error = await errorFrom('', { status: 503, headers });
  const retryAt = error?.kind === 'http' ? error.retryAt : undefined;
  if (retryAt === undefined) throw new Error('No time was told');
  return { least: retryAt - Date.now(), most: retryAt - before };
}

const in1Hour = (now: number) => new Date(now + 3_600_000).toUTCString();

test.each([
  { name: 'seconds', headers: () => ({ 'retry-after': '120' }), wait: 120_000 },
  { name: 'white space around', headers: () => ({ 'retry-after': ' 5 ' }), wait: 5000 },
  {
    name: 'a date gone by',
    headers: () => ({ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }),
    wait: 0,
  },
  {
    name: 'a date to come',
    headers: () => ({ 'retry-after': in1Hour(Date.now()) }),
    wait: 3_600_000,
  },
  {
    name: 'a date by the clock of the server, which is slow',
    headers: () => ({ 'retry-after': in1Hour(0), date: new Date(0).toUTCString() }),
    wait: 3_600_000,
  },
])('Retry-After becomes a time: $name', async ({ headers, wait }) => {
  const { least, most } = await readWait(headers());
  // A date has whole seconds.
  expect(least).toBeLessThanOrEqual(wait);
  expect(most).toBeGreaterThan(wait - 1000);
});

test.each(['soon', '', '9'.repeat(400)])(
  'Retry-After of no sense is passed over: %j',
  async (header) => {
    const error = await errorFrom('', { status: 429, headers: { 'retry-after': header } });
    expect(error).toEqual({ kind: 'http', host, status: 429, detail: '' });
  },
);

test.each([403, 200])('a challenge is a human check, whatever the status: %i', async (status) => {
  const headers = { 'cf-mitigated': 'challenge', 'content-type': 'text/html' };
  expect(await errorFrom('<html>Just a moment</html>', { status, headers })).toEqual({
    kind: 'human-check',
    url,
  });
});

test.each([
  { type: 'text/html; charset=utf-8', received: 'html', detail: '' },
  { type: 'application/xhtml+xml', received: 'html', detail: '' },
  { type: 'application/json', received: 'json', detail: 'Use /v1' },
  { type: 'application/problem+json; charset=utf-8', received: 'json', detail: 'Use /v1' },
])('a $type answer is not this protocol', async ({ type, received, detail }) => {
  const headers = { 'content-type': type };
  expect(await errorFrom('{"error":"Use /v1"}', { headers })).toEqual({
    kind: 'not-this-protocol',
    host,
    received,
    detail,
  });
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
  const visits: string[] = [];
  const elsewhere = await startLoopbackServer((response, request) => {
    visits.push(`${request.path}`);
    response.end('Sign in');
  });
  const server = await startLoopbackServer((response) =>
    response.writeHead(status, { location: `${elsewhere.url}/sign-in` }).end(),
  );
  expect((await ask({ url: server.url })).error).toEqual({ kind: 'redirected', url: server.url });
  expect(visits).toEqual([]);
});

test('a redirect of which nothing is shown, as browsers have it, is one all the same', async () => {
  const opaque = Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
  const { error } = await ask({ url: 'https://chat.example', fetch: async () => opaque });
  expect(error).toEqual({ kind: 'redirected', url: 'https://chat.example' });
});

test.each(['', null])('an answer without text is an empty answer: %j', async (body) => {
  expect(await errorFrom(body)).toEqual({ kind: 'empty-answer', host });
});

test.each(['not a server', 'ftp://chat.example', 'https://user:word@chat.example'])(
  'an address that cannot be asked is told as it stands: %s',
  async (address) => {
    const request: typeof fetch = () => Promise.reject(new Error('No request is due'));
    expect((await ask({ url: address, fetch: request })).error).toEqual({
      kind: 'bad-address',
      address,
    });
  },
);

test.each([
  { name: 'a page', headers: { 'content-type': 'text/html' } },
  { name: 'a challenge', headers: { 'cf-mitigated': 'challenge' } },
])('a refused response is let go, so that no connection stays open: $name', async ({ headers }) => {
  let closed: Promise<unknown> | undefined;
  const server = await startLoopbackServer((response) => {
    closed = once(response, 'close');
    response.writeHead(200, headers).write('<html>');
  });
  expect((await ask({ url: server.url })).error).toBeDefined();
  await closed;
});
