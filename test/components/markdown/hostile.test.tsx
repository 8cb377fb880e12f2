// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyGrowth } from '../../core/markdown/hostile-text.ts';
import { renderMarkdown } from './render.tsx';

test('pieces of hostile texts, joined and cut anywhere, are the same elements as the whole', () => {
  fc.assert(
    fc.property(anyGrowth, ({ text, lengths }) => {
      const [first = '', ...others] = lengths.map((length) => text.slice(0, length));
      const { root, update } = renderMarkdown(first, { running: true });
      for (const soFar of others) update(soFar, { running: true });
      update(text, { running: false });
      expect(root.innerHTML).toBe(renderMarkdown(text).root.innerHTML);
    }),
    { numRuns: 200 },
  );
});
