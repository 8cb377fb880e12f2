import type { LoadedLanguage } from '../../components/markdown/markdown-props.ts';
import { createHighlighter } from '../../core/highlight/highlighter.ts';
import { loadLanguage as loadRules } from '../../core/highlight/languages.ts';

/** What an extension page loads in parts, in one script. */
export async function loadLanguage(name: string): Promise<LoadedLanguage | undefined> {
  const language = await loadRules(name);
  return language && { language, createHighlighter };
}
