import { default_renderer, parser, parser_end, parser_write } from 'streaming-markdown';
import type { Contender } from './contender.ts';

export function makeContender(element: HTMLElement): Contender {
  const parsing = parser(default_renderer(element));
  return {
    update: (_text, added) => parser_write(parsing, added),
    end: () => parser_end(parsing),
  };
}
