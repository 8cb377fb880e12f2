// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from './render.tsx';

describe('each construct becomes its element', () => {
  test.each([
    ['# Title *x*', '<h1 dir="auto">Title <em>x</em></h1>'],
    ['###### Six', '<h6 dir="auto">Six</h6>'],
    [
      'a **b** ~~c~~ `d`',
      '<p dir="auto">a <strong>b</strong> <del>c</del> <code dir="ltr">d</code></p>',
    ],
    ['a  \nb<br>c', '<p dir="auto">a<br>b<br>c</p>'],
    ['> a', '<blockquote dir="auto"><p dir="auto">a</p></blockquote>'],
    ['---', '<hr>'],
    [
      '- a\n  - b',
      '<ul dir="auto"><li dir="auto">a<ul dir="auto"><li dir="auto">b</li></ul></li></ul>',
    ],
    ['3. a\n4. b', '<ol dir="auto" start="3"><li dir="auto">a</li><li dir="auto">b</li></ol>'],
    [
      '- a\n\n- b',
      '<ul dir="auto"><li dir="auto"><p dir="auto">a</p></li><li dir="auto"><p dir="auto">b</p></li></ul>',
    ],
    ['<b>x</b> &lt;i&gt;', '<p dir="auto">&lt;b&gt;x&lt;/b&gt; &lt;i&gt;</p>'],
    [
      '<div onclick="x()">\nhi',
      '<p dir="auto" class="markdown-html">&lt;div onclick="x()"&gt;\nhi</p>',
    ],
    [
      '[a *b*](https://e.example/x "t")',
      '<p dir="auto"><a href="https://e.example/x" target="_blank" rel="noopener noreferrer"><bdi dir="auto">a <em>b</em></bdi><span class="markdown-host"> <bdi dir="ltr">(e.example)</bdi></span></a></p>',
    ],
    ['[a *b*](javascript:x)', '<p dir="auto">a <em>b</em></p>'],
  ])('%j', (text, html) => {
    expect(renderMarkdown(text).html()).toBe(html);
  });

  test('a table, aligned, that scrolls by the keyboard', () => {
    const { root } = renderMarkdown('| a | b |\n|---|--:|\n| 1 | **2** |');
    expect(root.querySelector<HTMLElement>('.markdown-table')?.tabIndex).toBe(0);
    expect(root.querySelectorAll('thead th')).toHaveLength(2);
    const [first, second] = root.querySelectorAll<HTMLElement>('tbody td');
    expect(first?.dataset.align).toBeUndefined();
    expect(second?.dataset.align).toBe('right');
    expect(second?.innerHTML).toBe('<strong>2</strong>');
  });

  test('a very long list counts on in every element of it', () => {
    const { root } = renderMarkdown('7. item\n'.repeat(70));
    const lists = [...root.querySelectorAll('ol')];
    expect(lists.map(({ start }) => start)).toEqual([7, 39, 55, 71]);
    const values = lists.map((list) => list.querySelector('li')?.getAttribute('value'));
    expect(values).toEqual([null, '39', '55', '71']);
  });

  test('a task list, with the text as the label of its checkbox', () => {
    const { root } = renderMarkdown('- [x] done **now**\n- [ ] open\n');
    const boxes = [...root.querySelectorAll('input')];
    expect(boxes.map((box) => [box.type, box.disabled, box.checked])).toEqual([
      ['checkbox', true, true],
      ['checkbox', true, false],
    ]);
    expect(boxes[0]?.closest('label')?.textContent?.trim()).toBe('done now');
  });

  test('an image is a link that names its host, and nothing is loaded', () => {
    const { root } = renderMarkdown('![a cat](https://e.example/cat.png) ![no](data:image/png,x)');
    expect(root.querySelector('img')).toBeNull();
    expect(root.querySelector('a')?.textContent).toBe('Image: a cat (e.example)');
    expect(root.querySelector('a')?.target).toBe('_blank');
    expect(root.textContent).toBe('Image: a cat (e.example) Image: no');
  });

  test('an image in a link leaves the link whole', () => {
    const { root } = renderMarkdown('[![a](https://e.example/a.png)](https://f.example)');
    expect(root.querySelectorAll('a')).toHaveLength(1);
    expect(root.querySelector('a')?.textContent).toBe('Image: a (f.example)');
  });

  test.each([
    ['[a <https://x.example> c](https://y.example)', 'a https://x.example c (y.example)'],
    ['[a[^1] c](https://y.example)\n\n[^1]: Note', 'a1 c (y.example)'],
  ])('what leads elsewhere is text in the link %j', (text, seen) => {
    const { root } = renderMarkdown(text);
    expect(root.querySelectorAll('a')).toHaveLength(1);
    expect(root.querySelector('a')?.textContent).toBe(seen);
    expect(root.querySelector('button')).toBeNull();
  });

  test('a footnote is a note, not a landmark of the page', () => {
    const { root } = renderMarkdown('One[^1]\n\n[^1]: Note');
    const note = root.querySelector('[data-footnote]');
    expect([note?.getAttribute('role'), note?.getAttribute('aria-label')]).toEqual([
      'note',
      'Footnote 1',
    ]);
  });

  test.each([
    ['https://e.example/x', 'https://e.example/x'],
    ['someone@e.example', 'someone@e.example'],
    ['[**e.example**](https://e.example/x)', 'e.example'],
    ['[bank.example](https://e.example)', 'bank.example (e.example)'],
    ['[write](mailto:someone@e.example)', 'write (someone@e.example)'],
    ['https://bank.example@e.example', 'https://bank.example@e.example (e.example)'],
    ['<https://\u0430pple.com>', 'https://\u0430pple.com (xn--pple-43d.com)'],
    ['[](https://e.example)', ' (e.example)'],
  ])('of the link %s the reader sees %s', (text, seen) => {
    const { root } = renderMarkdown(text);
    expect(root.querySelector('a')?.textContent).toBe(seen);
  });

  test('a link is apart from the direction of the text around it', () => {
    const { root } = renderMarkdown('[\u202ea](https://e.example) https://e.example/\u05d0');
    const [named, plain] = root.querySelectorAll('a');
    const isolated = [...(named?.querySelectorAll('bdi') ?? [])];
    expect(isolated.map((part) => [part.textContent, part.dir])).toEqual([
      ['\u202ea', 'auto'],
      ['(e.example)', 'ltr'],
    ]);
    expect(plain?.innerHTML).toBe('<bdi dir="ltr">https://e.example/\u05d0</bdi>');
  });
});

describe('a code block', () => {
  const code = Array.from({ length: 70 }, (_, line) => `line ${line} <&amp;>`).join('\n');

  test('shows its language and its text as written, from left to right', () => {
    const { root } = renderMarkdown(`\`\`\`python\n${code}\n\`\`\``);
    expect(root.querySelector('.markdown-code-bar')?.textContent).toContain('python');
    expect(root.querySelector('pre code')?.textContent).toBe(code);
    expect(root.querySelector('.markdown-code')?.getAttribute('dir')).toBe('ltr');
  });

  test('is copied whole, and says so', async () => {
    const copied: string[] = [];
    const copyText = async (text: string) => void copied.push(text);
    const { root } = renderMarkdown(`\`\`\`\n${code}\n\`\`\``, { copyText });
    const button = root.querySelector<HTMLButtonElement>('button[aria-label="Copy code"]');
    expect(root.querySelector('[role=status]')?.textContent).toBe('');
    await act(async () => button?.click());
    expect(copied).toEqual([code]);
    expect(root.querySelector('[role=status]')?.textContent).toBe('Copied');
  });

  test('says so when it could not be copied', async () => {
    const copyText = () => Promise.reject(new Error('No permission'));
    const { root } = renderMarkdown('```\nx\n```', { copyText });
    await act(async () => root.querySelector('button')?.click());
    expect(root.querySelector('[role=status]')?.textContent).toBe('Could not copy');
  });
});

describe('while the answer runs', () => {
  const cursorParent = (text: string) => {
    const { root } = renderMarkdown(text, { running: true });
    const cursors = root.querySelectorAll('.cursor[aria-hidden=true]');
    expect(cursors).toHaveLength(1);
    return cursors[0]?.parentElement?.localName;
  };

  test.each([
    ['', 'div'],
    ['text', 'p'],
    ['a\n\n# b', 'h1'],
    ['- a\n- b', 'li'],
    ['- a\n\n- b', 'p'],
    ['- [ ] a', 'label'],
    ['- a\n  > b', 'p'],
    ['> a\n> - b', 'li'],
    ['```\na', 'span'],
    ['| a |\n|---|\n| b', 'td'],
    ['| a |\n|---|', 'th'],
  ])('one cursor follows the last text of %j', (text, parent) => {
    expect(cursorParent(text)).toBe(parent);
  });

  test('the cursor goes when it ends', () => {
    const { root, update } = renderMarkdown('text', { running: true });
    update('text', { running: false });
    expect(root.querySelector('.cursor')).toBeNull();
  });

  test('what came while nothing was drawn is not left out', () => {
    const { root, update } = renderMarkdown('One', { running: true });
    update('One *two* three', { running: true, latest: ' three' });
    expect(root.textContent).toBe('One two three');
    update('One *two* three **four**', { running: true });
    expect(root.innerHTML).toBe(
      renderMarkdown('One *two* three **four**', { running: true }).root.innerHTML,
    );
  });

  test('another text takes the place of the first', () => {
    const { root, update } = renderMarkdown('# One\n\ntext');
    update('**Two**');
    expect(root.textContent).toBe('Two');
    update('');
    expect(root.textContent).toBe('');
  });
});
