import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Contender } from './contender.ts';

const remarkPlugins = [remarkGfm];

export function makeContender(element: HTMLElement): Contender {
  const root = createRoot(element);
  return {
    update: (text) =>
      flushSync(() => root.render(createElement(ReactMarkdown, { remarkPlugins }, text))),
  };
}
