import { render } from 'preact';
import { enrichment, loadMarkdown } from '../../../components/load-markdown.ts';
import type { Contender } from './contender.ts';

const labels = { copyCode: 'Copy code', copied: 'Copied', image: 'Image', footnote: 'Footnote' };
const surroundings = { labels, copyText: () => {}, enrichment };

export async function makeContender(element: HTMLElement): Promise<Contender> {
  const Markdown = await loadMarkdown();
  const show = (text: string, running: boolean) =>
    render(<Markdown text={text} running={running} {...surroundings} />, element);
  return {
    update: (text) => show(text, true),
    end: (text) => show(text, false),
  };
}
