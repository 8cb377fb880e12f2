import type { Enrichment } from './markdown/markdown-props.ts';

/** The component of Markdown; no first screen needs it. */
export const loadMarkdown = async () => (await import('./markdown/markdown.tsx')).Markdown;

/** For extension pages, which can load in parts; a script in a page cannot. */
export const enrichment: Enrichment = {
  loadLanguage: async (name) => {
    const { loadLanguage } = await import('../core/highlight/languages.ts');
    const language = await loadLanguage(name);
    if (!language) return undefined;
    const { createHighlighter } = await import('../core/highlight/highlighter.ts');
    return { language, createHighlighter };
  },
  loadMath: async () => (await import('./markdown/math-renderer.ts')).renderMath,
};
