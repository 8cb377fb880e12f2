import { useCallback } from 'preact/hooks';
import type { MarkdownView } from './markdown/markdown-props.ts';
import { useServices } from './services.tsx';
import { useLoaded } from './use-loaded.ts';

// What is shown after it has come does not wait.
let known: MarkdownView | undefined;

/** The component of Markdown, loaded once it is wanted; undefined until it has come. */
export function useMarkdown(wanted: boolean): MarkdownView | undefined {
  const { loadMarkdown } = useServices();
  const load = useCallback(async () => {
    known = await loadMarkdown();
    return known;
  }, [loadMarkdown]);
  return useLoaded(load, wanted && known === undefined) ?? known;
}
