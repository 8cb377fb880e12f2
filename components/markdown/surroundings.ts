import { createContext } from 'preact';

export interface MarkdownLabels {
  /** The name of the button that copies a code block. */
  readonly copyCode: string;
  /** What is said after copying. */
  readonly copied: string;
  /** What stands for an image, before its description. */
  readonly image: string;
}

export interface Surroundings {
  readonly labels: MarkdownLabels;
  readonly copyText: (text: string) => Promise<void> | void;
}

/** What a part deep in an answer needs from outside. */
export const SurroundingsContext = createContext<Surroundings>({
  labels: { copyCode: '', copied: '', image: '' },
  copyText: () => {},
});
