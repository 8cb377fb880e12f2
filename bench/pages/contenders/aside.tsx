import { render } from 'preact';
import { enrichment } from '../../../components/load-markdown.ts';
import { Markdown } from '../../../components/markdown/markdown.tsx';
import type { Contender } from './contender.ts';

const labels = { copyCode: 'Copy code', copied: 'Copied', image: 'Image', footnote: 'Footnote' };
const surroundings = { labels, copyText: () => {}, enrichment };

export function makeContender(element: HTMLElement): Contender {
  const show = (text: string, running: boolean) =>
    render(<Markdown text={text} running={running} {...surroundings} />, element);
  return {
    update: (text) => show(text, true),
    end: (text) => show(text, false),
  };
}
