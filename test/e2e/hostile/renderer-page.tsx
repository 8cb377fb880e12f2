// The renderer by itself in a page with no content policy: nothing else protects the page.
import { marked } from 'marked';
import { render } from 'preact';
import { Markdown } from '../../../components/markdown/markdown.tsx';
import type { HostileText } from '../../fixtures/hostile-markdown.ts';
import { countExecutions } from './executions.ts';
import { findStrangers, markdownElements } from './strangers.ts';

const labels = { copyCode: 'Copy code', copied: 'Copied', image: 'Image' };
const copyText = () => {};

function show(root: Element, text: string, running: boolean): void {
  render(<Markdown text={text} running={running} copyText={copyText} labels={labels} />, root);
}

const newRoot = () => document.body.appendChild(document.createElement('main'));

/** Shows a text one character at a time and whole. @returns What should not be there. */
function showBothWays({ theme, name, text }: HostileText): string[] {
  const strangers = new Set<string>();
  const streamed = newRoot();
  const inspect = (root: Element) => {
    for (const stranger of findStrangers(root, markdownElements)) strangers.add(stranger);
  };
  for (let length = 1; length <= text.length; length++) {
    show(streamed, text.slice(0, length), true);
    inspect(streamed);
  }
  show(streamed, text, false);
  const whole = newRoot();
  show(whole, text, false);
  inspect(whole);
  if (streamed.innerHTML !== whole.innerHTML) strangers.add('another result than the whole text');
  return [...strangers].map((stranger) => `${theme}, ${name}: ${stranger}`);
}

const page = {
  showBothWays: (texts: readonly HostileText[]) => texts.flatMap(showBothWays),
  /** What a renderer does that trusts its text. @returns What should not be there. */
  showCarelessly: (texts: readonly HostileText[]) =>
    texts.flatMap(({ text }) => {
      const root = newRoot();
      root.innerHTML = marked.parse(text, { async: false });
      return findStrangers(root, markdownElements);
    }),
};

declare global {
  interface Window {
    rendererPage: typeof page;
  }
}

countExecutions();
window.rendererPage = page;
