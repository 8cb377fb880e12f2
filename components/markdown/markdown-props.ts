import type { JSX } from 'preact';
import type { Highlighter } from '../../core/highlight/highlighter.ts';
import type { Language } from '../../core/highlight/languages.ts';

interface MarkdownLabels {
  /** The name of the button that copies a code block. */
  readonly copyCode: string;
  /** What is said after copying. */
  readonly copied: string;
  readonly copyFailed: string;
  /** What stands for an image, before its description. */
  readonly image: string;
  /** What a footnote is called, before its label. */
  readonly footnote: string;
}

/** Makes elements of TeX. @throws what cannot be read. */
type MathRenderer = (tex: string, into: HTMLElement, display: boolean) => void;

/** What weighs too much to come with every answer: it is loaded by the first that needs it. */
export interface Enrichment {
  loadLanguage(name: string): Promise<LoadedLanguage | undefined>;
  loadMath(): Promise<MathRenderer>;
}

export interface LoadedLanguage {
  readonly language: Language;
  createHighlighter(language: Language): Highlighter;
}

export interface MarkdownProps {
  /** The whole text so far. */
  readonly text: string;
  /** Its end, as it came last: with it, a long text is not gone through to find what is new. */
  readonly latest?: string | undefined;
  /** More text is to come: a cursor follows the last one. */
  readonly running: boolean;
  readonly copyText: (text: string) => Promise<void> | void;
  readonly labels: MarkdownLabels;
  /** Missing where nothing more can be loaded: code and formulas are plain there. */
  readonly enrichment?: Enrichment | undefined;
}

export type MarkdownView = (props: MarkdownProps) => JSX.Element;

/**
 * Renders Markdown into an element; nothing, without props. It comes as a script of its own, with
 * its own Preact, where a script cannot load another: only this call crosses between them.
 */
export type MarkdownIsland = (into: HTMLElement, props: MarkdownProps | undefined) => void;
