import { createContext } from 'preact';
import type { Enrichment } from './enrichment.ts';

export interface MarkdownLabels {
  /** The name of the button that copies a code block. */
  readonly copyCode: string;
  /** What is said after copying. */
  readonly copied: string;
  /** What stands for an image, before its description. */
  readonly image: string;
  /** What a footnote is called, before its label. */
  readonly footnote: string;
}

export interface Surroundings {
  readonly labels: MarkdownLabels;
  readonly copyText: (text: string) => Promise<void> | void;
  /** Missing where nothing more can be loaded: code and formulas are plain there. */
  readonly enrichment?: Enrichment | undefined;
}

/** What a part deep in an answer needs from outside. */
export const SurroundingsContext = createContext<Surroundings>({
  labels: { copyCode: '', copied: '', image: '', footnote: '' },
  copyText: () => {},
});
