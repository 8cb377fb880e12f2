// @vitest-environment happy-dom
import { options } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renderMarkdown } from './render.tsx';

let created = 0;
const before = options.vnode;

beforeEach(() => {
  options.vnode = (vnode) => {
    created++;
    before?.(vnode);
  };
});
afterEach(() => {
  Object.assign(options, { vnode: before });
});

const createdBy = (work: () => void) => {
  created = 0;
  work();
  return created;
};

/** How many elements one more update creates, after so many repetitions of a text. */
function costOfUpdate(repeated: string, times: number, start = ''): number {
  const text = start + repeated.repeat(times);
  const { update } = renderMarkdown(text, { running: true });
  return createdBy(() => update(`${text}x`));
}

test('an update makes no element of a settled group anew', () => {
  const paragraph = 'A *short* [paragraph](https://e.example).\n\n';
  const few = costOfUpdate(paragraph, 17);
  const many = costOfUpdate(paragraph, 17 + 16 * 10);
  // Each group before costs one element, itself.
  expect(many - few).toBe(10);
});

test('an update makes no line group of an open fence anew', () => {
  const few = costOfUpdate('const a = 1;\n', 33, '```js\n');
  const many = costOfUpdate('const a = 1;\n', 33 + 32 * 10, '```js\n');
  expect(many - few).toBe(10);
});

test('an update makes no row of a full run of a table anew', () => {
  const few = costOfUpdate('| a |\n', 65, '| head |\n|---|\n');
  const many = costOfUpdate('| a |\n', 65 + 16 * 10, '| head |\n|---|\n');
  expect(many - few).toBe(10);
});

test('the elements of settled blocks stay in the page', () => {
  const paragraph = 'Words.\n\n';
  const { root, update } = renderMarkdown(paragraph.repeat(40), { running: true });
  const paragraphs = [...root.querySelectorAll('p')].slice(0, -1);
  update(`${paragraph.repeat(60)}[late]\n\n[late]: https://e.example\n`);
  const after = root.querySelectorAll('p');
  for (const [index, element] of paragraphs.entries()) expect(after[index]).toBe(element);
  expect(root.querySelectorAll('.markdown-group')).toHaveLength(4);
});
