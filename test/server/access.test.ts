import { expect, test } from 'vitest';
import { findRefusal } from '../../server/access.ts';
import { createDemoBackend } from '../../server/demo/demo.ts';
import { chatBody, sendWithHeaders, serve } from './support/client.ts';

const backend = createDemoBackend({ wordDelay: 0 });
const startDemo = async () => {
  const { url } = await serve({ backend });
  const { host, port } = new URL(url);
  return { url, host, port };
};
const routes = [
  ['GET', '/'],
  ['POST', '/api/chat'],
  ['POST', '/api/models'],
  ['OPTIONS', '/api/chat'],
] as const;
const chat = JSON.stringify(chatBody());

test.for([
  'https://example.org',
  'http://example.org',
  'null',
  'file://',
  'http://127.0.0.1',
  'http://127.0.0.1:1',
  'https://localhost:PORT',
  'http://localhost.example.org:PORT',
  'http://example.org/chrome-extension://abc',
  'safari-web-extension://abc',
  'chrome-extension://',
  'chrome-extension://abc, null',
  'chrome-extension://abc,moz-extension://abc',
  'moz-extension://abc.example.org',
  'data:,chrome-extension://abc',
])('a page of %s is refused on every route, with no CORS header', async (template) => {
  const { url, port } = await startDemo();
  const origin = template.replace('PORT', port);
  for (const [method, path] of routes) {
    const response = await sendWithHeaders(url + path, method, { origin });
    expect(response.status, `${method} ${path}`).toBe(403);
    if (method !== 'OPTIONS') expect(response.text).toContain(origin);
    const names = Object.keys(response.headers).join(' ');
    expect(names).not.toContain('access-control');
  }
});

test.for([
  'http://127.0.0.1:PORT',
  'http://localhost:PORT',
  'http://[::1]:PORT',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  'moz-extension://6e1c1c2e-0000-4000-8000-000000000000',
])('a request of %s is admitted, with no CORS header', async (template) => {
  const { url, port } = await startDemo();
  const origin = template.replace('PORT', port);
  const response = await sendWithHeaders(`${url}/api/chat`, 'POST', { origin }, chat);
  expect([response.status, response.text]).toEqual([200, expect.stringContaining('demo')]);
  expect(Object.keys(response.headers).join(' ')).not.toContain('access-control');
});

test.for([
  'example.org',
  'example.org:PORT',
  '127.0.0.1',
  '127.0.0.1:1',
  'localhost.example.org:PORT',
  'localhost.:PORT',
  '127.0.0.1.:PORT',
  '127.0.0.1:0PORT',
  '127.1:PORT',
  '2130706433:PORT',
  '127.0.0.1.nip.example:PORT',
  '[::1]',
  '0.0.0.0:PORT',
  '192.0.2.1:PORT',
])('a request for the host %s is refused on every route', async (template) => {
  const { url, port } = await startDemo();
  const host = template.replace('PORT', port);
  for (const [method, path] of routes) {
    const response = await sendWithHeaders(url + path, method, { host });
    expect(response.status, `${method} ${path}`).toBe(421);
    if (method !== 'OPTIONS') expect(response.text).toContain(`is not ${host}`);
  }
});

test.for(['127.0.0.1:PORT', 'localhost:PORT', 'LocalHost:PORT', '[::1]:PORT'])(
  'a request for the host %s is admitted',
  async (template) => {
    const { url, port } = await startDemo();
    const headers = { host: template.replace('PORT', port) };
    expect((await sendWithHeaders(`${url}/api/chat`, 'POST', headers, chat)).status).toBe(200);
  },
);

const arrival = {
  target: '/',
  host: 'localhost:80',
  origin: undefined,
  localAddress: undefined,
  localPort: 80,
};
const arrivedAt = (host: string | undefined, localAddress: string, localPort = 8365) =>
  findRefusal({ ...arrival, host, localAddress, localPort }, '0.0.0.0')?.status;

test('a server on all addresses is asked for by the one that the connection came in on', () => {
  expect(arrivedAt('192.0.2.7:8365', '192.0.2.7')).toBeUndefined();
  expect(arrivedAt('192.0.2.7:8365', '::ffff:192.0.2.7')).toBeUndefined();
  expect(arrivedAt('[2001:db8::7]:8365', '2001:db8::7')).toBeUndefined();
  expect(arrivedAt('192.0.2.8:8365', '192.0.2.7')).toBe(421);
  expect(arrivedAt(undefined, '192.0.2.7')).toBe(421);
});

test('the configured host is admitted, and on port 80 a host without a port', () => {
  expect(findRefusal({ ...arrival, host: 'my-box:80' }, 'My-Box')).toBeUndefined();
  expect(findRefusal({ ...arrival, host: 'my-box' }, 'My-Box')).toBeUndefined();
  expect(findRefusal({ ...arrival, origin: 'http://localhost' }, 'My-Box')).toBeUndefined();
  expect(findRefusal({ ...arrival, localPort: 81, host: 'localhost' }, 'My-Box')?.status).toBe(421);
});

test('the server says what it is at /, and what it has not elsewhere', async () => {
  const { url } = await startDemo();
  const root = await fetch(url);
  expect(root.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await root.text()).toMatch(/^This is Aside's own server\..*AI365VIP.*demo.*\n$/);
  const other = await fetch(`${url}/api/chat`);
  expect([other.status, await other.text()]).toEqual([
    404,
    'There is no GET /api/chat here; see GET /.',
  ]);
});
