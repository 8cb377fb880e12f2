// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import type { Enrichment } from '../../../components/markdown/markdown-props.ts';
import { loadLanguage } from '../../doubles/load-language.ts';
import { settle } from '../../doubles/settle.ts';
import { renderMarkdown } from './render.tsx';

const enrichment: Enrichment = {
  loadLanguage,
  loadMath: () => Promise.reject(new Error('There is no formula')),
};

const lines = Array.from({ length: 70 }, (_, index) =>
  index % 7 === 3 ? '' : `const line${index} = "${index}"; // ${index % 2 ? '/* no comment' : ''}`,
);
const code = `\`\`\`typescript\n${lines.join('\n')}\n\`\`\`\n\nThat is all`;

async function renderWhole(text: string) {
  const rendered = renderMarkdown(text, { enrichment });
  // The language comes as a script of its own.
  while (!rendered.root.querySelector('.code-line')) await act(settle);
  return rendered;
}

test('code that grows is highlighted as it is when it comes whole, and no complete line again', async () => {
  const whole = (await renderWhole(code)).root.innerHTML;
  expect(whole.match(/class="code-line"/g)).toHaveLength(70);
  expect(whole).toContain('<span class="code-keyword">const</span>');
  expect(whole).toContain('<span class="code-string">"69"</span>');

  const { root, update } = renderMarkdown('', { enrichment, running: true });
  let complete: readonly Element[] = [];
  for (let length = 1; length < code.length; length += 7) {
    update(code.slice(0, length));
    expect(root.querySelectorAll('.cursor'), code.slice(0, length)).toHaveLength(1);
    const shown = [...root.querySelectorAll('.code-line')];
    expect(shown.slice(0, complete.length).every((line, at) => line === complete[at])).toBe(true);
    complete = shown.slice(0, -1);
  }
  update(code, { enrichment, running: false });
  expect(root.innerHTML).toBe(whole);
});

test('the cursor is at the end of the last line', async () => {
  await renderWhole(code);
  const { root } = renderMarkdown('```typescript\nconst a = 1;\nlet', {
    enrichment,
    running: true,
  });
  const last = [...root.querySelectorAll('.code-line')].at(-1);
  expect(last?.textContent).toBe('let');
  expect(last?.lastElementChild?.className).toBe('cursor');
});

test('what no language is called is plain', async () => {
  const asked: string[] = [];
  const watched: Enrichment = {
    ...enrichment,
    loadLanguage: async (name) => void asked.push(name),
  };
  const { root } = renderMarkdown(`\`\`\`${'x'.repeat(41)}\ncode\n\`\`\`\n\n\`\`\`\ncode\n\`\`\``, {
    enrichment: watched,
  });
  await act(settle);
  expect(asked).toEqual([]);
  expect(root.querySelectorAll('.code-line')).toHaveLength(0);
});
