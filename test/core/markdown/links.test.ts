import { describe, expect, test } from 'vitest';
import { parseLink, saysHost } from '../../../core/markdown/links.ts';
import { blocksOf } from './streaming.ts';

test.each([
  ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d', 'example.com'],
  ['HTTP://Example.com:8080', 'http://example.com:8080/', 'example.com:8080'],
  ['mailto:someone@example.com', 'mailto:someone@example.com', 'someone@example.com'],
  ['https://bank.example@evil.example/', 'https://evil.example/', 'evil.example'],
  ['https://user:secret@example.com/a', 'https://example.com/a', 'example.com'],
  ['https://\u0430pple.com', 'https://xn--pple-43d.com/', 'xn--pple-43d.com'],
  [' \thttps://example.com\n', 'https://example.com/', 'example.com'],
  [
    'https://example.com/a\u200cb c?d e',
    'https://example.com/a%E2%80%8Cb%20c?d%20e',
    'example.com',
  ],
  ['https://exam\u00adple.com/a b', 'https://example.com/a%20b', 'example.com'],
  ['https://exam ple.com/a b', 'https://example.com/ab', 'example.com'],
  ['https:\u200b//example.com/a b', 'https://example.com/ab', 'example.com'],
  ['https://bank.example\u200b@evil.example/a b', 'https://evil.example/a%20b', 'evil.example'],
  ['mailto:a@b.example?subject=two words', 'mailto:a@b.example?subject=two%20words', 'a@b.example'],
  ['mailto:a\u200b@b.example', 'mailto:a@b.example', 'a@b.example'],
])('%s is a link', (address, href, host) => {
  expect(parseLink(address)).toEqual({ href, host });
});

describe('a hostile or relative address is no link', () => {
  const addresses = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'java\u0000script:alert(1)',
    'java\u00adscript:alert(1)',
    'java\u200bscript:alert(1)',
    '\u202ejavascript:alert(1)',
    '\ufeffjavascript:alert(1)',
    'javascript://example.com/%0aalert(1)',
    'javascript%3Aalert(1)',
    'vbscript:msgbox(1)',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'filesystem:https://example.com/temporary/x',
    'chrome-extension://abc/options.html',
    'moz-extension://abc/options.html',
    'about:blank',
    'view-source:https://example.com',
    'ftp://example.com',
    'tel:123',
    'intent://example.com#Intent;scheme=https;end',
    'ws://example.com',
    '//example.com',
    '/path',
    '#fragment',
    'https://',
    'http:\\\\',
    'mailto:',
    'mailto:?to=someone@example.com',
    '',
  ];
  test.each(addresses)('%j', (address) => {
    expect(parseLink(address)).toBeUndefined();
  });
});

describe('a text says where its link leads', () => {
  test.each([
    ['https://example.com/a?b', 'https://example.com/a?b'],
    ['http://example.com/a', 'https://example.com/b'],
    ['Example.com', 'https://example.com/'],
    ['example.com:8080/a', 'http://example.com:8080/a'],
    ['xn--pple-43d.com', 'https://\u0430pple.com'],
    ['https://example.com/đường', 'https://example.com/đường'],
    ['someone@example.com', 'mailto:someone@example.com'],
    ['mailto:someone@example.com?subject=x', 'mailto:someone@example.com'],
  ])('%s of %s', (text, address) => {
    expect(saysHost(text, parseLink(address)!)).toBe(true);
  });

  test.each([
    ['', 'https://example.com'],
    ['example', 'https://example.com'],
    ['here', 'https://example.com'],
    ['bank.example', 'https://example.com'],
    ['example.com.bank.example', 'https://example.com'],
    ['bank.example/example.com', 'https://example.com'],
    ['https://bank.example@example.com', 'https://bank.example@example.com'],
    ['https://example.com\u2044a', 'https://example.com/a'],
    ['https://\u0430pple.com', 'https://\u0430pple.com'],
    ['\u202eexample.com', 'https://example.com'],
    ['exam\u200bple.com', 'https://example.com'],
    ['example.com/\u202e', 'https://example.com'],
    ['example.com/ or so', 'https://example.com'],
    ['example.com:443', 'https://example.com'],
    ['someone@example.com', 'mailto:other@example.com'],
  ])('%j does not say that it is %s', (text, address) => {
    expect(saysHost(text, parseLink(address)!)).toBe(false);
  });
});

describe('in Markdown a hostile address leaves only its text', () => {
  test.each([
    '[text](javascript:alert(1))',
    '[text](<javascript:alert(1)>)',
    '[text](JAVASCRIPT:alert\\(1\\))',
    '[text](&#106;avascript:alert(1))',
    '[text](&#x6A;avascript&#58;alert(1))',
    '[text](javascript&colon;alert(1))',
    '[text](java&#09;script:alert(1))',
    '[text](<java&#10;script:alert(1)>)',
    '[text](\\javascript:alert(1))',
    '[text](data:text/html;base64,PHNjcmlwdD4=)',
    '[text](javascript:alert(1) "title")',
    '[text][x]\n\n[x]: javascript:alert(1)',
    '[text]\n\n[text]: <javascript:alert(1)>',
    '![text](javascript:alert(1))',
    '<javascript:alert(1)>',
    '<a href="javascript:alert(1)">text</a>',
    '[![text](https://example.com/a.png)](javascript:alert(1))',
  ])('%j', (text) => {
    const blocks = JSON.stringify(blocksOf(text));
    expect(blocks).toContain(text.startsWith('<') ? 'alert(1)' : 'text');
    expect(blocks).not.toMatch(/"href":"(?!https:\/\/example\.com)/);
  });
});

test.each([
  ['e.example', true],
  ['**e**.`example`~~/a~~', true],
  ['$e.example/\\kern{-8em}\\colorbox{white}{bank.example}$', false],
  ['e.example/$x$', false],
  ['*e.example/\\(x\\)*', false],
  ['![e.example](https://f.example)', false],
  ['e.example/<https://f.example>', false],
  ['e.example/[^1]', false],
])('whether the link of %j says where it leads: %j', (text, saysHost) => {
  const blocks = blocksOf(`[${text}](https://e.example)\n\n[^1]: Note`);
  expect(blocks[0]).toMatchObject({ pieces: [[{ type: 'link', saysHost }]] });
});

test('a space in an address belongs to it', () => {
  expect(JSON.stringify(blocksOf('[f](<https://e.example/my file.pdf>)'))).toContain(
    '"href":"https://e.example/my%20file.pdf"',
  );
});
