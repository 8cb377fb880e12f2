import { createContext } from 'preact';
import type { MarkdownProps } from './markdown-props.ts';

export type Surroundings = Pick<MarkdownProps, 'copyText' | 'labels' | 'enrichment'>;

/** What a part deep in an answer needs from outside. */
export const SurroundingsContext = createContext<Surroundings>({
  labels: { copyCode: '', copied: '', copyFailed: '', image: '', footnote: '' },
  copyText: () => {},
});
