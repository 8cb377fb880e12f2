import { expect, test } from 'vitest';
import type { Inline } from '../../../core/markdown/model.ts';
import { blocksOf } from './streaming.ts';

function inlinesOf(text: string): readonly Inline[] {
  const [paragraph] = blocksOf(text);
  return paragraph?.type === 'paragraph' ? paragraph.pieces.flat() : [];
}

test.each([
  ['&amp; &lt;b&gt; &quot;', '& <b> "'],
  ['&copy; &frac12; &Omega; &nbsp;&mdash;', '© ½ \u03a9 \u00a0—'],
  ['&#65; &#x42; &#128512; &#0; &#xD800;', 'A B 😀 \ufffd \ufffd'],
  ['&amp;lt; and &#38;lt; stay', '&lt; and &lt; stay'],
  ['AT&T & co', 'AT&T & co'],
  ['AT&T &#38; co', 'AT&T & co'],
  ['\\&amp; is not decoded', '&amp; is not decoded'],
  ['&nosuchname; stays', '&nosuchname; stays'],
  ['1 < 2 > 0', '1 < 2 > 0'],
])('%s shows as %s', (text, shown) => {
  expect(inlinesOf(text)).toEqual([shown]);
});

test('code is literal', () => {
  expect(inlinesOf('`&amp; <b> \\*`')).toEqual([{ type: 'code', text: '&amp; <b> \\*' }]);
});

test('a link keeps the & of its address, and an autolink is literal', () => {
  const hrefs = (text: string) => [...JSON.stringify(inlinesOf(text)).matchAll(/"href":"(.*?)"/g)];
  expect(hrefs('[x](https://e.example/?a=1&amp;b=2)')[0]?.[1]).toBe('https://e.example/?a=1&b=2');
  expect(hrefs('https://e.example/?a=1&b=2')[0]?.[1]).toBe('https://e.example/?a=1&b=2');
  expect(hrefs('write to someone@e.example')[0]?.[1]).toBe('mailto:someone@e.example');
});

test('raw HTML is text, but for line breaks', () => {
  expect(inlinesOf('a <b onclick="x()">b</b><br>c<BR />d')).toEqual([
    'a <b onclick="x()">b</b>',
    { type: 'break' },
    'c',
    { type: 'break' },
    'd',
  ]);
  expect(blocksOf('<script>\nalert(1)\n\n</script>')).toEqual([
    { type: 'html', children: ['<script>\nalert(1)\n\n</script>'] },
  ]);
});

test('an image is its description and its address', () => {
  const link = { href: 'https://e.example/a.png', host: 'e.example' };
  expect(inlinesOf('![a **b** `c`](https://e.example/a.png "t")')).toEqual([
    { type: 'image', alt: 'a b c', link },
  ]);
  expect(inlinesOf('![a](data:image/png;base64,AA)')).toEqual([
    { type: 'image', alt: 'a', link: undefined },
  ]);
});
