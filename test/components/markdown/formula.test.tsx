// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { renderMath } from '../../../components/markdown/math-renderer.ts';
import { formulas } from '../../fixtures/hostile/formulas.ts';
import { renderMarkdown } from './render.tsx';

// Temml asks on its arrival for a page in standards mode; happy-dom's pages do not say.
vi.hoisted(() => Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' }));

const loadLanguage = async () => undefined;

test('a formula whose renderer cannot be loaded stays as it was written', async () => {
  const loadMath = vi.fn(() => Promise.reject(new TypeError('The script is gone')));
  const { root, update } = renderMarkdown('a', { enrichment: { loadLanguage, loadMath } });
  update('so $x^2$');
  await act(async () => {});
  expect(loadMath).toHaveBeenCalledOnce();
  expect(root.querySelector('code.markdown-math')?.textContent).toBe('x^2');
});

test('a formula becomes MathML, and one that defines commands stays as it was written', async () => {
  const enrichment = { loadLanguage, loadMath: async () => renderMath };
  const { root } = renderMarkdown(
    `$x_\\delta$ and $\\frac{a}{b}$\n\n${formulas['a formula that expands to megabytes']}`,
    { enrichment },
  );
  await act(async () => {});
  expect(root.querySelectorAll('math')).toHaveLength(2);
  expect(root.querySelector('.markdown-display')?.textContent).toMatch(/^\\def\\a\{x{2500}/);
  expect(root.innerHTML.length).toBeLessThan(20_000);
});

test.each([
  '\\def\\a{x}',
  'x\\\\\\gdef\\a{x}',
  '\\let\\a=b',
  '\\global\\long\\edef\\a{x}',
  '\\providecommand{\\a}{x}',
])('%s is not taken', (tex) => {
  expect(() => renderMath(tex, document.createElement('span'), false)).toThrow(RangeError);
});

test.each(['x\\delta', '\\leftarrow', '\\deg'])('%s defines nothing', (tex) => {
  const place = document.createElement('span');
  renderMath(tex, place, false);
  expect(place.querySelector('math')).not.toBeNull();
});

test('a formula with too many names for other TeX is not taken', () => {
  expect(() => renderMath('\\TeX'.repeat(800), document.createElement('span'), true)).toThrow();
});
