import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createDemoBackend } from '../../server/demo/demo.ts';
import { serve } from './support/client.ts';
import { openRaw, sendLines } from './support/raw.ts';

const backend = createDemoBackend({ wordDelay: 0 });

test.for([
  ['no Host', 400, 'GET / HTTP/1.1'],
  ['no Host in the old version', 400, 'GET / HTTP/1.0'],
  ['an empty Host', 400, 'GET / HTTP/1.1', 'Host:'],
  ['its own Host and another', 421, 'GET / HTTP/1.1', 'Host: HOST', 'Host: rebound.example'],
  ['another Host and its own', 421, 'GET / HTTP/1.1', 'Host: rebound.example', 'Host: HOST'],
  ['a user in the Host', 400, 'GET / HTTP/1.1', 'Host: user@HOST'],
  ['another form of its address', 400, 'GET / HTTP/1.1', 'Host: [0:0:0:0:0:0:0:1]:80'],
  ['its address in IPv6', 400, 'GET / HTTP/1.1', 'Host: [::ffff:127.0.0.1]:80'],
  ['a space before the colon', 400, 'GET / HTTP/1.1', 'Host : HOST'],
  ['a foreign address in its line', 421, 'GET http://rebound.example/ HTTP/1.1', 'Host: HOST'],
  ['a port in its line', 421, 'GET http://127.0.0.1:1/ HTTP/1.1', 'Host: HOST'],
  ['a user in its line', 421, 'GET http://user@HOST/ HTTP/1.1', 'Host: HOST'],
  ['its own address before another Host', 421, 'GET http://HOST/ HTTP/1.1', 'Host: a.example'],
  ['its own address', 200, 'GET http://HOST/ HTTP/1.1', 'Host: HOST'],
  ['no path', 400, 'OPTIONS * HTTP/1.1', 'Host: HOST'],
  ['a path like an address', 404, 'GET //rebound.example/ HTTP/1.1', 'Host: HOST'],
  [
    'two Origins',
    403,
    'GET / HTTP/1.1',
    'Host: HOST',
    'Origin: chrome-extension://a',
    'Origin: null',
  ],
  [
    'two lengths',
    400,
    'POST /api/models HTTP/1.1',
    'Host: HOST',
    'Content-Length: 0',
    'Transfer-Encoding: chunked',
  ],
  ['headers without end', 431, 'GET / HTTP/1.1', 'Host: HOST', `Cookie: ${'x'.repeat(20_000)}`],
] as const)('a request with %s is answered with %d', async ([, status, ...lines]) => {
  const { url } = await serve({ backend });
  const { host } = new URL(url);
  const response = await sendLines(url, ...lines.map((line) => line.replace('HOST', host)));
  expect(response).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(response.toLowerCase()).not.toContain('access-control');
});

test('it is no proxy', async () => {
  const { url } = await serve({ backend });
  const elsewhere = createServer().listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  let connections = 0;
  elsewhere.on('connection', () => {
    connections += 1;
  });
  const address = elsewhere.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  expect(
    await sendLines(url, `CONNECT 127.0.0.1:${port} HTTP/1.1`, `Host: 127.0.0.1:${port}`),
  ).toBe('');
  expect(connections).toBe(0);
  elsewhere.close();
});

test('a web page gets no leave for its request from any preflight', async () => {
  const { url } = await serve({ backend });
  const { host } = new URL(url);
  for (const path of ['/', '/api/chat', '/api/models', '*']) {
    const response = await sendLines(
      url,
      `OPTIONS ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Origin: https://page.example',
      'Access-Control-Request-Method: POST',
      'Access-Control-Request-Headers: content-type',
      'Access-Control-Request-Private-Network: true',
    );
    expect(response, path).toMatch(/^HTTP\/1\.1 40[03] /);
    expect(response.toLowerCase()).not.toContain('access-control-allow');
  }
});

test('a body that is announced as too large is refused before it is sent', async () => {
  const { url } = await serve({ backend, maxBodyBytes: 1000 });
  const raw = openRaw(url);
  raw.write(
    `POST /api/chat HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Length: 1001\r\nConnection: close\r\n\r\n`,
  );
  expect(await raw.response).toMatch(/^HTTP\/1\.1 413 .*at most 1000 bytes/s);
});

test('a body in chunks without a length is refused where it is too large', async () => {
  const { url } = await serve({ backend, maxBodyBytes: 1000 });
  const raw = openRaw(url);
  const chunk = `100\r\n${'x'.repeat(256)}\r\n`;
  raw.write(
    `POST /api/chat HTTP/1.1\r\nHost: ${new URL(url).host}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk.repeat(4)}`,
  );
  expect(await raw.response).toMatch(/^HTTP\/1\.1 413 .*at most 1000 bytes/s);
});

test.for([
  ['headers', 'GET / HTTP/1.1\r\nHost: HOST\r\n'],
  ['a body', 'POST /api/chat HTTP/1.1\r\nHost: HOST\r\nContent-Length: 500\r\n\r\n{"model"'],
  [
    'a body in chunks',
    'POST /api/chat HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n',
  ],
])('a client that never comes to the end of %s is sent away', async ([, start = '']) => {
  const { url, reports } = await serve({ backend, patience: 100 });
  const raw = openRaw(url);
  raw.write(start.replace('HOST', new URL(url).host));
  expect(await raw.response).toMatch(/^HTTP\/1\.1 408 /);
  expect(reports).toEqual([]);
});

test('it listens on no other address of this machine unless it is told to', async () => {
  const reach = async (host?: string) => {
    const { url } = await serve({ backend, ...(host === undefined ? {} : { host }) });
    const socket = connect(Number(new URL(url).port), '127.0.0.2');
    return once(socket, 'connect').then(
      () => {
        socket.destroy();
        return 'reached';
      },
      (error: { code: string }) => error.code,
    );
  };
  expect(await reach()).toBe('ECONNREFUSED');
  expect(await reach('0.0.0.0')).toBe('reached');
});
