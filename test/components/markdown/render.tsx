import { render } from 'preact';
import { act } from 'preact/test-utils';
import { Markdown } from '../../../components/markdown/markdown.tsx';
import type { MarkdownProps } from '../../../components/markdown/markdown-props.ts';
import { englishLabels } from './english-labels.ts';

const copyText = () => {};

/** Shows a Markdown text in a page of its own; `update` gives the same component other props. */
export function renderMarkdown(text: string, props: Partial<MarkdownProps> = {}) {
  const root = document.createElement('main');
  document.body.replaceChildren(root);
  const update = (next: string, nextProps: Partial<MarkdownProps> = props) =>
    act(() => {
      const all = { running: false, copyText, labels: englishLabels, ...nextProps };
      render(<Markdown text={next} {...all} />, root);
    });
  update(text);
  return { root, update, html: () => root.querySelector('.markdown-group')?.innerHTML ?? '' };
}
