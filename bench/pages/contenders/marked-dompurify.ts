import DOMPurify from 'dompurify';
import { marked } from 'marked';
import type { Contender } from './contender.ts';

export function makeContender(element: HTMLElement): Contender {
  return {
    update: (text) => {
      element.innerHTML = DOMPurify.sanitize(marked.parse(text, { async: false }));
    },
  };
}
