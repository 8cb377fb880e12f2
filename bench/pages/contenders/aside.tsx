import { render } from 'preact';
import { enrichment, loadMarkdown } from '../../../components/load-markdown.ts';
import { englishLabels } from '../../../test/components/markdown/english-labels.ts';
import type { Contender } from './contender.ts';

const surroundings = { labels: englishLabels, copyText: () => {}, enrichment };

export async function makeContender(element: HTMLElement): Promise<Contender> {
  const Markdown = await loadMarkdown();
  const show = (text: string, running: boolean, latest?: string) =>
    render(<Markdown text={text} latest={latest} running={running} {...surroundings} />, element);
  return {
    update: (text, added) => show(text, true, added),
    end: (text) => show(text, false),
  };
}
