import { render } from 'preact';
import { enrichment, loadMarkdown } from '../../../components/load-markdown.ts';
import type { Contender } from './contender.ts';

const labels = {
  copyCode: 'Copy code',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  image: 'Image',
  footnote: 'Footnote',
};
const surroundings = { labels, copyText: () => {}, enrichment };

export async function makeContender(element: HTMLElement): Promise<Contender> {
  const Markdown = await loadMarkdown();
  const show = (text: string, running: boolean, latest?: string) =>
    render(<Markdown text={text} latest={latest} running={running} {...surroundings} />, element);
  return {
    update: (text, added) => show(text, true, added),
    end: (text) => show(text, false),
  };
}
