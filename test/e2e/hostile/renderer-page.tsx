// The renderer by itself in a page with no content policy: nothing else protects the page.
import { marked } from 'marked';
import { render } from 'preact';
import css from '../../../components/markdown/markdown.css?inline';
import { Markdown } from '../../../components/markdown/markdown.tsx';
import type { Enrichment } from '../../../components/markdown/markdown-props.ts';
import { renderMath } from '../../../components/markdown/math-renderer.ts';
import { englishLabels } from '../../components/markdown/english-labels.ts';
import { loadLanguage } from '../../doubles/load-language.ts';
import type { HostileText } from '../../fixtures/hostile-markdown.ts';
import { countExecutions } from './executions.ts';
import { findStrangers, markdownElements } from './strangers.ts';

const copyText = () => {};

const enrichment: Enrichment = {
  loadLanguage,
  loadMath: async () => renderMath,
};

async function showWithFormulas(text: string): Promise<HTMLElement> {
  const root = newRoot();
  const props = { copyText, labels: englishLabels, enrichment };
  render(<Markdown text={`$x$\n\n${text}`} running={false} {...props} />, root);
  while (!root.querySelector('math')) await new Promise(requestAnimationFrame);
  // What has just come near is laid out and painted a frame later.
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  return root;
}

/** Shows texts with their formulas and colours. @returns What should not be in a formula. */
async function showEnriched(texts: readonly HostileText[]): Promise<string[]> {
  const root = await showWithFormulas(texts.map(({ text }) => text).join('\n\n'));
  const strange = [...root.querySelectorAll('math, math *')].filter((element) => {
    const named = ['href', 'src', 'id', 'xlink:href'].some((name) => element.hasAttribute(name));
    const handler = element.getAttributeNames().some((name) => name.startsWith('on'));
    return named || handler || !/MathML$|svg$/.test(element.namespaceURI ?? '');
  });
  return strange.map((element) => element.outerHTML.slice(0, 200));
}

/** Shows texts with formulas. @returns Those of which a link's host is covered by something. */
async function findCovered(texts: readonly HostileText[]): Promise<string[]> {
  const covered: string[] = [];
  for (const { name, text } of texts) {
    const root = await showWithFormulas(text);
    for (const host of root.querySelectorAll('.markdown-host bdi')) {
      host.scrollIntoView({ block: 'center' });
      await new Promise(requestAnimationFrame);
      const { left, right, top, bottom } = host.getBoundingClientRect();
      for (let part = 0.05; part < 1; part += 0.1) {
        const at = document.elementFromPoint(left + (right - left) * part, (top + bottom) / 2);
        if (at !== host) covered.push(`${name}: ${at?.outerHTML.slice(0, 200)}`);
      }
    }
    root.remove();
  }
  return covered;
}

/** @returns How far, in CSS pixels, a formula's own box moves it off the line of its text. */
async function findShifts(formulas: readonly string[]): Promise<number[]> {
  const root = await showWithFormulas(formulas.map((formula) => `so ${formula}.`).join('\n\n'));
  return [...root.querySelectorAll<HTMLElement>('.markdown-math')].map((box) => {
    const mark = document.createElement('span');
    mark.style.display = 'inline-block';
    box.before(mark);
    const height = () => {
      const top = box.querySelector('math')?.getBoundingClientRect().top ?? Number.NaN;
      return mark.getBoundingClientRect().bottom - top;
    };
    const boxed = height();
    box.style.cssText = 'display: inline; contain: none; overflow: visible';
    return Math.abs(boxed - height());
  });
}

function show(root: Element, text: string, running: boolean): void {
  render(
    <Markdown text={text} running={running} copyText={copyText} labels={englishLabels} />,
    root,
  );
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
  showEnriched,
  findCovered,
  findShifts,
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

document.head.appendChild(document.createElement('style')).textContent = css;
countExecutions();
window.rendererPage = page;
