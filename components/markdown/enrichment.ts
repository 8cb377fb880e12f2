import type { Language } from '../../core/highlight/languages.ts';

/** Makes elements of TeX. @throws what cannot be read. */
export type MathRenderer = (tex: string, into: HTMLElement, display: boolean) => void;

/** What weighs too much to come with every answer: it is loaded by the first that needs it. */
export interface Enrichment {
  loadLanguage(name: string): Promise<LoadedLanguage | undefined>;
  loadMath(): Promise<MathRenderer>;
}

interface LoadedLanguage {
  readonly language: Language;
  readonly createHighlighter: typeof import('../../core/highlight/highlighter.ts')['createHighlighter'];
}

/** For extension pages, which can load in parts; a script in a page cannot. */
export const enrichment: Enrichment = {
  loadLanguage: async (name) => {
    const { loadLanguage } = await import('../../core/highlight/languages.ts');
    const language = await loadLanguage(name);
    if (!language) return undefined;
    const { createHighlighter } = await import('../../core/highlight/highlighter.ts');
    return { language, createHighlighter };
  },
  loadMath: async () => (await import('./math-renderer.ts')).renderMath,
};
