import { useContext, useEffect, useState } from 'preact/hooks';
import type { CodeLine, Highlighter } from '../../core/highlight/highlighter.ts';
import type { CodeBlock } from '../../core/markdown/model.ts';
import { SurroundingsContext } from './surroundings.ts';

/** The lines of each group of the code, once its language has come; undefined for a language unknown. */
export function useHighlighting({
  language,
  groups,
  closed,
}: CodeBlock): readonly (readonly CodeLine[])[] | undefined {
  const { enrichment } = useContext(SurroundingsContext);
  const [highlighter, setHighlighter] = useState<Highlighter>();
  useEffect(() => {
    if (language === '' || !enrichment) return;
    let current = true;
    enrichment.loadLanguage(language).then(
      (loaded) => {
        if (current && loaded) setHighlighter(loaded.createHighlighter(loaded.language));
      },
      // Gone after an update: the code stays plain.
      () => {},
    );
    return () => {
      current = false;
      setHighlighter(undefined);
    };
  }, [language, enrichment]);
  return highlighter?.highlight(groups, closed);
}
