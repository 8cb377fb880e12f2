// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import type { MarkdownView } from '../../components/markdown/markdown-props.ts';
import type { Services } from '../../components/services.tsx';
import { ServicesProvider } from '../../components/services.tsx';
import { useMarkdown } from '../../components/use-markdown.ts';
import { settle } from '../doubles/settle.ts';

function View({ wanted }: { readonly wanted: boolean }) {
  return useMarkdown(wanted) ? 'Markdown' : 'plain';
}

test('Markdown is loaded where it is first wanted, and is there at once for all that come after', async () => {
  const loads: PromiseWithResolvers<MarkdownView>[] = [];
  const services: Services = {
    translate: (key) => key,
    copyText: async () => {},
    loadMarkdown: () => {
      const loading = Promise.withResolvers<MarkdownView>();
      loads.push(loading);
      return loading.promise;
    },
  };
  const show = (root: Element, wanted: boolean) =>
    act(() =>
      render(
        <ServicesProvider value={services}>
          <View wanted={wanted} />
        </ServicesProvider>,
        root,
      ),
    );
  const [composer, answer] = [document.createElement('div'), document.createElement('div')];
  show(composer, false);
  expect(loads).toHaveLength(0);
  show(composer, true);
  expect([loads.length, composer.textContent]).toEqual([1, 'plain']);
  await act(async () => {
    loads[0]?.resolve(() => <p />);
    await settle();
  });
  expect(composer.textContent).toBe('Markdown');
  show(answer, true);
  expect([loads.length, answer.textContent]).toEqual([1, 'Markdown']);
});
