import { expect, test } from 'vitest';
import { matchPattern, parseServerAddress } from '../../core/address.ts';

test.each([
  { typed: 'https://chat.example', address: 'https://chat.example', host: 'chat.example' },
  { typed: '  https://chat.example/  ', address: 'https://chat.example', host: 'chat.example' },
  { typed: 'chat.example', address: 'https://chat.example', host: 'chat.example' },
  { typed: 'Chat.EXAMPLE', address: 'https://chat.example', host: 'chat.example' },
  { typed: 'chat.example:8443', address: 'https://chat.example:8443', host: 'chat.example:8443' },
  { typed: 'https://chat.example:443', address: 'https://chat.example', host: 'chat.example' },
  { typed: 'http://chat.example', address: 'http://chat.example', host: 'chat.example' },
  {
    typed: 'https://chat.example/a/b//',
    address: 'https://chat.example/a/b',
    host: 'chat.example',
  },
  { typed: 'https://chat.example/?', address: 'https://chat.example', host: 'chat.example' },
  { typed: '//chat.example', address: 'https://chat.example', host: 'chat.example' },
  { typed: 'https:chat.example', address: 'https://chat.example', host: 'chat.example' },
  { typed: 'https:/chat.example', address: 'https://chat.example', host: 'chat.example' },
  { typed: 'localhost', address: 'http://localhost', host: 'localhost' },
  { typed: 'localhost:8365', address: 'http://localhost:8365', host: 'localhost:8365' },
  { typed: 'localhost/chat', address: 'http://localhost/chat', host: 'localhost' },
  { typed: '127.0.0.1:8365', address: 'http://127.0.0.1:8365', host: '127.0.0.1:8365' },
  { typed: '[::1]:8365', address: 'http://[::1]:8365', host: '[::1]:8365' },
  { typed: 'https://localhost:8365', address: 'https://localhost:8365', host: 'localhost:8365' },
  { typed: 'localhost.example', address: 'https://localhost.example', host: 'localhost.example' },
  {
    typed: 'bücher.example',
    address: 'https://xn--bcher-kva.example',
    host: 'xn--bcher-kva.example',
  },
])('$typed is read as $address', ({ typed, address, host }) => {
  const origin = new URL(address).origin;
  expect(parseServerAddress(typed)).toEqual({ ok: true, address, host, origin });
});

test.each([
  { typed: '', reason: 'empty' },
  { typed: ' \n', reason: 'empty' },
  { typed: 'https://', reason: 'not-an-address' },
  { typed: 'two words', reason: 'not-an-address' },
  { typed: '*', reason: 'not-an-address' },
  { typed: 'https://*.example', reason: 'not-an-address' },
  { typed: 'https://chat.example/two words', reason: 'not-an-address' },
  { typed: 'https://chat\n.example', reason: 'not-an-address' },
  { typed: 'https://[::1', reason: 'not-an-address' },
  { typed: 'https://chat.example:99999', reason: 'not-an-address' },
  { typed: 'ftp://chat.example', reason: 'not-http' },
  { typed: 'file:///etc/passwd', reason: 'not-http' },
  { typed: 'javascript:alert(1)', reason: 'not-http' },
  { typed: 'https://user:word@chat.example', reason: 'has-credentials' },
  { typed: 'user@chat.example', reason: 'has-credentials' },
  { typed: 'https://chat.example/?a=b', reason: 'has-query-or-fragment' },
  { typed: 'https://chat.example/#top', reason: 'has-query-or-fragment' },
])('$typed is refused: $reason', ({ typed, reason }) => {
  expect(parseServerAddress(typed)).toEqual({ ok: false, reason });
});

test.each([
  { address: 'https://chat.example', pattern: 'https://chat.example/*' },
  { address: 'https://chat.example:8443/path', pattern: 'https://chat.example/*' },
  { address: 'http://127.0.0.1:8365', pattern: 'http://127.0.0.1/*' },
])('the match pattern of $address is $pattern', ({ address, pattern }) => {
  expect(matchPattern(address)).toBe(pattern);
});
