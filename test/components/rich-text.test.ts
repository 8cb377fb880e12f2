// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { richTextOf } from '../../components/rich-text.ts';

test('a word processor gets the elements of an answer, without our looks and buttons', () => {
  const rendered = document.createElement('div');
  rendered.innerHTML = `
    <div class="markdown-group"><p dir="auto">A <strong class="x">word</strong> and a
    <a href="https://example.com/" target="_blank" class="link">link</a>.</p></div>
    <div class="markdown-code"><div class="markdown-code-bar"><span>js</span>
    <button type="button">Copy code</button></div><pre tabindex="0"><code>let a;</code></pre></div>
    <ol start="3"><li>Third<span class="cursor"></span></li></ol>
    <span role="status">Copied</span>`;
  const before = rendered.innerHTML;
  const rich = richTextOf(rendered);
  expect(rich.replace(/\s+/g, ' ').replaceAll('> <', '><').trim()).toBe(
    '<div><p dir="auto">A <strong>word</strong> and a <a href="https://example.com/">link</a>.</p></div>' +
      '<div><pre><code>let a;</code></pre></div><ol start="3"><li>Third</li></ol>',
  );
  expect(rendered.innerHTML).toBe(before);
});
