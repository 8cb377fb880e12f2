import { useContext, useMemo } from 'preact/hooks';
import type { CodeLine } from '../../core/highlight/highlighter.ts';
import type { CodeBlock } from '../../core/markdown/model.ts';
import { useLoaded } from '../use-loaded.ts';
import type { Enrichment, LoadedLanguage } from './markdown-props.ts';
import { SurroundingsContext } from './surroundings.ts';

/** In characters. An answer could have names of any length kept. */
const longestName = 40;

type LanguageLoader = () => Promise<LoadedLanguage | undefined>;

const loadersOf = new WeakMap<Enrichment, Map<string, LanguageLoader>>();

/** The same function for the same name, as `useLoaded` wants it. */
function languageLoader(enrichment: Enrichment, name: string): LanguageLoader {
  const loaders = loadersOf.get(enrichment) ?? new Map<string, LanguageLoader>();
  loadersOf.set(enrichment, loaders);
  const loader = loaders.get(name) ?? (() => enrichment.loadLanguage(name));
  loaders.set(name, loader);
  return loader;
}

/** The lines of each group of the code, once its language has come; undefined for a language unknown. */
export function useHighlighting({
  language,
  groups,
  closed,
}: CodeBlock): readonly (readonly CodeLine[])[] | undefined {
  const { enrichment } = useContext(SurroundingsContext);
  const isName = language !== '' && language.length <= longestName;
  const load = enrichment && isName ? languageLoader(enrichment, language) : undefined;
  const loaded = useLoaded(load);
  const highlighter = useMemo(() => loaded?.createHighlighter(loaded.language), [loaded]);
  return highlighter?.highlight(groups, closed);
}
